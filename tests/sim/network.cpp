// SPDX-License-Identifier: MIT
#include "sim/network.hpp"

#include <algorithm>
#include <utility>

namespace relay::sim {
namespace asio = boost::asio;
using namespace std::chrono_literals;
using delivery::NoAnswer;
using delivery::TransportFailure;

namespace {

constexpr Milliseconds kDeadline = 10s;

std::string between(const std::string& text, std::string_view before, char after) {
  const std::size_t found = text.find(before);
  if (found == std::string::npos) {
    return {};
  }
  const std::size_t from = found + before.size();
  return text.substr(from, text.find(after, from) - from);
}

bool leaves(Way way) {
  return way != Way::unreachable && way != Way::unresolved && way != Way::untrusted && way != Way::cut;
}

TransportFailure failure_of(Way way) {
  switch (way) {
    case Way::unreachable:
      return TransportFailure::connect;
    case Way::unresolved:
      return TransportFailure::resolve;
    case Way::untrusted:
      return TransportFailure::tls;
    case Way::cut:
      return TransportFailure::write;
    case Way::well:
    case Way::slow:
    case Way::lost:
    case Way::unheard:
    case Way::reset:
    case Way::late:
    case Way::gateway_timeout:
    case Way::garbage:
      return TransportFailure::unanswered;
  }
  return TransportFailure::unanswered;
}

// Until when freshness cannot be asked for: the relay's own waits after such an answer, at their longest.
Milliseconds aftermath(const Attempt& attempt) {
  switch (attempt.ending) {
    case Ending::shown:
      return 0ms;
    case Ending::blocked:
      return attempt.wait + 70s;
    case Ending::open:
    case Ending::not_sent:
    case Ending::unknown:
    case Ending::refused:
      return 11min;
  }
  return 0ms;
}

Record begin(std::vector<RobotSetup> robots) {
  Record record;
  record.disturbances.resize(robots.size());
  record.robots = std::move(robots);
  return record;
}

}  // namespace

World::World(std::uint64_t seed, std::vector<RobotSetup> robots, bool traced)
    : random(seed),
      record(begin(std::move(robots))),
      chat(record.robots),
      skies(record.robots.size()),
      trace(timeline, traced) {}

std::shared_ptr<Network::Flight> Network::start(ports::OutboundRequest request) {
  Record& record = world_.record;
  const std::string token = between(request.target, "access_token=", '&');
  const auto setup = std::find_if(record.robots.begin(), record.robots.end(),
                                  [&](const RobotSetup& robot) { return robot.token == token; });
  Attempt attempt{static_cast<std::size_t>(setup - record.robots.begin()), "",
                  between(request.body, R"("msgUuid":")", '"'), request.body};
  const Weather weather = world_.skies.over(attempt.robot, world_.timeline.now(), world_.random);
  attempt.fault = name_of(weather);
  attempt.is_digest = request.body.find(" in one message") != std::string::npos;
  attempt.is_tagged = request.body.find("(possibly a repeat)") != std::string::npos;
  attempt.life = static_cast<int>(record.lives.size()) - 1;
  attempt.started = world_.timeline.now();
  if (!attempt.fault.empty()) {
    ++record.counts["fault " + attempt.fault];
  }
  record.attempts.push_back(std::move(attempt));
  const std::size_t index = record.attempts.size() - 1;
  world_.trace.mix(static_cast<std::uint64_t>(world_.timeline.now().count()) * 31 + index);
  world_.trace.say([&] {
    const Attempt& made = record.attempts[index];
    return made.is_digest
               ? "send #" + std::to_string(index) + " to " + setup->name + ": a digest, " + made.uuid.substr(0, 6)
               : "send #" + std::to_string(index) + " to " + setup->name + ": Qa" + between(made.body, "Qa", 'z') +
                     ", " + made.uuid.substr(0, 6);
  });
  return std::make_shared<Flight>(Flight{index, weather, std::move(request)});
}

void Network::plan_arrival(const std::shared_ptr<Flight>& flight) {
  Random& random = world_.random;
  const Way way = flight->weather.way;
  const auto leg = [&] { return Milliseconds{way == Way::slow ? random.between(500, 4'500) : random.between(3, 60)}; };
  const Instant now = world_.timeline.now();
  const Instant arrival = now + (way == Way::late ? kDeadline + Milliseconds{random.between(0, 5'000)} : leg());
  const bool silent = way == Way::lost || way == Way::unheard || way == Way::late;
  flight->answer_at = silent ? now + kDeadline : std::min(now + kDeadline, std::max(arrival, now) + 1ms + leg());
  if (!leaves(way) || way == Way::lost) {
    return;
  }
  // `world` outlives this network and the flight.
  world_.timeline.at(arrival, [&world = world_, flight] {
    Attempt& attempt = world.record.attempts[flight->attempt];
    flight->reply = world.chat.receive(attempt.robot, flight->request, flight->weather.mood, world.timeline.now());
    attempt.arrived = true;
    attempt.arrived_at = world.timeline.now();
    attempt.late = flight->weather.way == Way::late;
    if (flight->reply->displayed) {
      attempt.displayed = world.timeline.now();
    }
    world.trace.say([&] { return "  DingTalk on #" + std::to_string(flight->attempt) + ": " + flight->reply->what; });
  });
}

Ending Network::ending_of(const Flight& flight) {
  switch (flight.weather.way) {
    case Way::unreachable:
    case Way::unresolved:
    case Way::untrusted:
    case Way::cut:
      return Ending::not_sent;
    case Way::lost:
    case Way::unheard:
    case Way::reset:
    case Way::late:
    case Way::gateway_timeout:
    case Way::garbage:
      return Ending::unknown;
    case Way::well:
    case Way::slow:
      return flight.reply.has_value() ? flight.reply->ending : Ending::unknown;
  }
  return Ending::unknown;
}

delivery::TransportOutcome Network::outcome_of(const Flight& flight) const {
  const bool heard = flight.reply.has_value() && ending_of(flight) != Ending::unknown;
  if (heard) {
    return flight.reply->answer;
  }
  if (flight.weather.way == Way::gateway_timeout) {
    return delivery::Answer{504, "", "text/html", "", ""};
  }
  if (flight.weather.way == Way::garbage) {
    return delivery::Answer{200, "{\"hello\":1}", "application/json", "", ""};
  }
  return NoAnswer{failure_of(flight.weather.way), flight.weather.way == Way::well ? "" : "simulated"};
}

void Network::end(const Flight& flight) {
  Attempt& attempt = world_.record.attempts[flight.attempt];
  attempt.ending = ending_of(flight);
  attempt.ended = world_.timeline.now();
  const bool heard = attempt.ending != Ending::unknown && flight.reply.has_value();
  attempt.welcome = heard ? flight.reply->welcome : Welcome::none;
  if (attempt.ending == Ending::blocked) {
    attempt.wait = flight.reply->wait;
    attempt.host_wait = flight.reply->host_wait;
  }
  if (attempt.ending != Ending::shown) {
    const Disturbance trouble{attempt.started, *attempt.ended + aftermath(attempt)};
    for (std::size_t robot = 0; robot < world_.record.robots.size(); ++robot) {
      const bool punished = attempt.ending == Ending::blocked && attempt.host_wait > 0ms &&
                            world_.record.robots[robot].host == world_.record.robots[attempt.robot].host;
      if (robot == attempt.robot || punished) {
        world_.record.disturbances[robot].push_back(trouble);
      }
    }
  }
  world_.trace.say([&] {
    return "  relay hears of #" + std::to_string(flight.attempt) + ": " +
           (attempt.fault.empty() ? std::string("an answer") : attempt.fault) +
           (attempt.ending == Ending::shown ? ", shown" : "");
  });
}

asio::awaitable<delivery::TransportOutcome> Network::post(ports::OutboundRequest request) {
  const auto flight = start(std::move(request));
  plan_arrival(flight);
  const BootTime due = clock_.boot_now() + (flight->answer_at - world_.timeline.now());
  co_await clock_.sleep_until(due);
  if (clock_.boot_now() < due) {
    const NoAnswer stopped{TransportFailure::shutting_down, "stopped"};
    co_return delivery::TransportOutcome(stopped);
  }
  end(*flight);
  delivery::TransportOutcome outcome = outcome_of(*flight);
  co_return outcome;
}

}  // namespace relay::sim
