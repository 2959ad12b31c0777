// SPDX-License-Identifier: MIT
#include "sim/simulation.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace relay::sim {
using namespace std::chrono_literals;

namespace {

constexpr int kMostStepsAtOnce = 200'000;
constexpr Milliseconds kGrace = 3s;  // as RelayApp gives to attempts
constexpr Milliseconds kAfterCancel = 500ms;
// After a restart of the machine all windows are full for a minute.
constexpr Milliseconds kAfterStart = 75s;
constexpr Milliseconds kLongestBlock = 605s;

std::string_view name_of(Death death) {
  switch (death) {
    case Death::stop:
      return "stop";
    case Death::kill:
      return "kill";
    case Death::power_cut:
      return "power cut";
  }
  return "";
}

// {"id":"42",…
std::optional<std::int64_t> id_in(const std::string& body) {
  constexpr std::string_view kName = R"("id":")";
  const std::size_t found = body.find(kName);
  std::int64_t id = 0;
  if (found == std::string::npos) {
    return std::nullopt;
  }
  std::from_chars(body.data() + found + kName.size(), body.data() + body.size(), id);
  return id;
}

}  // namespace

Simulation::Simulation(World& world, std::chrono::seconds max_age)
    : world_(world), max_age_(max_age), disk_(world.random) {
  disk_.mount();
}

Milliseconds Simulation::pace() {
  const std::int64_t longest = slow_.has_value() ? slow_->count() : 4;
  return Milliseconds{world_.random.between(slow_.has_value() ? 20 : 1, longest)};
}

void Simulation::configure(Life& life) {
  Random& random = world_.random;
  life.absent.resize(world_.record.robots.size());
  for (std::size_t i = 0; i < life.absent.size(); ++i) {
    RobotSetup& robot = world_.record.robots[i];
    if (configuration_changes_ && random.chance(0.1)) {
      robot.max_per_minute = static_cast<unsigned>(random.between(1, 20));
      ++world_.record.counts["pace changed"];
    }
    // One robot stays: without any the relay only previews.
    if (configuration_changes_ && i > 0 && random.chance(0.15)) {
      life.absent[i] = true;
      ++world_.record.counts["robot left the configuration"];
    }
    robot.most_per_minute = std::max(robot.most_per_minute, robot.max_per_minute);
    robot.least_per_minute = std::min(robot.least_per_minute, robot.max_per_minute);
  }
}

void Simulation::start() {
  world_.record.lives.push_back({world_.timeline.now()});
  configure(world_.record.lives.back());
  // A new boot with a wall clock that jumped begins a block anew.
  if (world_.machine.boots > 1 && world_.record.wall_jumps > 0ms) {
    for (auto& disturbances : world_.record.disturbances) {
      disturbances.push_back({world_.timeline.now(), world_.timeline.now() + kLongestBlock + kAfterStart});
    }
  }
  RelayOptions options{spool_, max_age_, [this] { return pace(); }};
  relay_ = std::make_unique<Relay>(world_, std::move(options));
  const Result<void> started = relay_->start();
  if (!started && !disk_.dead()) {
    world_.record.violations.push_back("the relay does not start: " + started.error().detail);
    down_for_good_ = true;
    relay_.reset();
  }
}

bool Simulation::step() {
  if (relay_ && relay_->poll_one()) {
    if (sword_.has_value() && sword_->hangs == Sword::Hangs::over_steps && --sword_->after <= 0) {
      die();
    }
    return true;
  }
  return world_.timeline.run_one();
}

void Simulation::look_at_death() {
  if (disk_.dead() && relay_) {
    die();
  }
  if (back_in_.has_value() && relay_ && relay_->has_ended()) {
    end(Death::stop);
  }
}

void Simulation::run_until(Instant end) {
  int steps = 0;
  while (!down_for_good_) {
    if (step()) {
      look_at_death();
      if (++steps > kMostStepsAtOnce) {
        world_.record.violations.emplace_back("a busy loop");
        return;
      }
      continue;
    }
    std::optional<Instant> next = world_.timeline.next();
    if (const auto sleeper = relay_ ? relay_->clock().next() : std::nullopt) {
      next = next.has_value() ? std::min(*next, *sleeper) : *sleeper;
    }
    if (!next.has_value() || *next > end) {
      break;
    }
    steps = *next > world_.timeline.now() ? 0 : steps;
    world_.timeline.advance_to(*next);
    if (relay_) {
      relay_->clock().wake();
    }
  }
  world_.timeline.advance_to(end);
}

void Simulation::hang(Sword sword) {
  if (!relay_ || sword_.has_value()) {
    return;
  }
  sword_ = sword;
  if (sword.hangs == Sword::Hangs::over_disk) {
    disk_.die_after(sword.after);
  }
}

void Simulation::die() {
  disk_.stop();
  relay_->die();
  end(sword_.has_value() ? sword_->death : Death::kill);
}

// The relay is gone, and comes back after a while.
void Simulation::end(Death death) {
  relay_.reset();
  sword_.reset();
  Random& random = world_.random;
  Milliseconds pause = std::exchange(back_in_, std::nullopt).value_or(Milliseconds{random.between(200, 30'000)});
  if (death == Death::power_cut) {
    disk_.revive_after_power_cut();
    pause += Milliseconds{random.between(5'000, 60'000)};
  } else {
    disk_.revive_after_kill();
  }
  const Instant now = world_.timeline.now();
  const Instant deaf_since = death == Death::stop ? stopped_at_ : now;
  world_.record.lives.back().ended = now;
  world_.record.lives.back().death = death;
  ++world_.record.counts["death " + std::string(name_of(death))];
  world_.trace.say([&] { return "relay ends: " + std::string(name_of(death)); });
  for (std::size_t i = 0; i < world_.record.robots.size(); ++i) {
    const Life& life = world_.record.lives.back();
    world_.record.disturbances[i].push_back({life.absent[i] ? life.began : deaf_since, now + pause + kAfterStart});
  }
  if (death == Death::power_cut) {
    ++world_.machine.boots;
    world_.machine.booted = now + pause - Milliseconds{random.between(500, 20'000)};
  }
  if (!down_for_good_) {
    world_.timeline.in(pause, [this] {
      start();
      look_at_death();
    });
  }
}

void Simulation::restart() {
  if (relay_ && !back_in_.has_value()) {
    stop_gently(Milliseconds{world_.random.between(100, 5'000)});
  }
}

void Simulation::stop_gently(Milliseconds pause) {
  back_in_ = pause;
  stopped_at_ = world_.timeline.now();
  relay_->stop();
  const auto same_stop = [this, at = stopped_at_] { return relay_ && back_in_.has_value() && stopped_at_ == at; };
  world_.timeline.in(kGrace, [this, same_stop] {
    if (same_stop()) {
      relay_->cancel();
    }
  });
  world_.timeline.in(kGrace + kAfterCancel, [this, same_stop] {
    if (same_stop()) {
      end(Death::stop);
    }
  });
}

void Simulation::finish() {
  if (relay_) {
    down_for_good_ = false;
    sword_.reset();
    disk_.disarm();
    stop_gently(24h);
    run_until(world_.timeline.now() + kGrace + kAfterCancel + 1s);
  }
  down_for_good_ = true;
}

void Simulation::post(std::size_t incoming, const std::string& body) {
  if (relay_ && !back_in_.has_value()) {
    Incoming& alert = world_.record.incoming.at(incoming);
    alert.posted.push_back(world_.timeline.now());
    relay_->receive(alert.comment ? "comment" : "event_alert", body,
                    [this, incoming](const ports::HttpResponse& response) { answer(incoming, response); });
  }
}

void Simulation::answer(std::size_t incoming, const ports::HttpResponse& response) {
  if (disk_.dead() || response.status != 200) {
    return;
  }
  Incoming& alert = world_.record.incoming.at(incoming);
  ++alert.acks;
  world_.record.heard.push_back(world_.timeline.now());
  alert.duplicate_acks += response.body.find("\"duplicate\":true") != std::string::npos ? 1 : 0;
  if (!alert.acknowledged.has_value()) {
    alert.acknowledged = world_.timeline.now();
    alert.id = id_in(response.body);
    world_.trace.say([&] { return "Qa" + std::to_string(alert.number) + "z is acknowledged: " + response.body; });
  }
}

}  // namespace relay::sim
