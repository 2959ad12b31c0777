// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <csignal>

#include "torture/spool_facts.hpp"
#include "torture/subject.hpp"
#include "torture/table.hpp"
#include "torture/torture.hpp"

namespace relay::torture {
namespace {

using std::chrono::steady_clock;

constexpr Subject::Seconds kMinute{6};  // a robot's, in this trial
constexpr double kPromise = 90.0;       // seconds of a real minute, until an alert is represented
constexpr double kStarts = 18;          // in a robot's minute
constexpr int kClients = 8;
constexpr Milliseconds kDrain{60'000};

struct Arrivals {
  std::vector<std::int64_t> at;  // ms
  std::int64_t digests{0};
  std::int64_t refused{0};
};

Arrivals arrivals_of(const test::EmulatorProcess& group) {
  Arrivals found;
  for (const nlohmann::json& message : group.messages()) {
    found.at.push_back(message.at("received_ms").get<std::int64_t>());
    const bool digest = message.at("text").get<std::string>().find("alerts in one message") != std::string::npos;
    found.digests += digest ? 1 : 0;
    found.refused += message.at("shown").get<bool>() ? 0 : 1;
  }
  return found;
}

// The most that came within one of the robot's minutes.
std::int64_t busiest_minute(const std::vector<std::int64_t>& at) {
  const std::int64_t minute = std::chrono::milliseconds(kMinute).count();
  std::int64_t most = 0;
  for (std::size_t first = 0, last = 0; last < at.size(); ++last) {
    while (at[last] - at[first] >= minute) {
      ++first;
    }
    most = std::max(most, static_cast<std::int64_t>(last - first + 1));
  }
  return most;
}

}  // namespace

int storm(int alerts) {
  Subject subject(1, {}, kMinute);
  const auto relay = subject.start();
  const auto began = steady_clock::now();
  Load load(subject.port(), "s", {kClients, Milliseconds{0}});
  while (load.answered(200) < alerts) {
    pass(Milliseconds{10});
  }
  load.stop();
  const double lasted = std::chrono::duration<double>(steady_clock::now() - began).count();
  const bool drained = subject.drain(kDrain);
  relay->signal(SIGTERM);
  const int code = relay->wait();
  const SpoolFacts facts = read_facts(subject.spool());
  const Arrivals arrivals = arrivals_of(subject.group());
  const auto accepted = static_cast<double>(load.acks().size());

  Table table("a storm on one robot whose minute lasts " + std::to_string(kMinute.count()) + " s");
  table.figure("alerts acknowledged", accepted);
  table.figure("the storm lasted", lasted, "s");
  table.figure("messages", static_cast<double>(arrivals.at.size()));
  table.figure("of which digests", static_cast<double>(arrivals.digests));
  table.at_most("most messages in one of its minutes", static_cast<double>(busiest_minute(arrivals.at)), kStarts);
  table.exactly("messages that DingTalk refused", static_cast<double>(arrivals.refused), 0);
  table.exactly("all that waited came to an end", drained ? 1 : 0, 1);
  table.exactly("shown, or counted in a digest", static_cast<double>(facts.row("shown") + facts.row("digested")),
                accepted);
  table.within("longest from its acceptance until it was represented", static_cast<double>(facts.longest_ms) / 1e3,
               kPromise * static_cast<double>(kMinute.count()) / 60, "s");
  table.exactly("what is counted is what is there", facts.adds_up() ? 1 : 0, 1);
  table.exactly("exit code", code, 0);
  return table.code();
}

}  // namespace relay::torture
