// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>

#include "sim/judge.hpp"

namespace relay::sim {
namespace {

using namespace std::chrono_literals;
using Sends = std::vector<std::size_t>;

constexpr Milliseconds kDedupWindow = 10min;

std::string named(const Affair& affair) {
  return name_of(affair) + " (delivery " + std::to_string(affair.delivery->id) + ", " + affair.delivery->state + ")";
}

void judge_alerts(Case& all) {
  std::map<int, std::vector<const SpoolView::Alert*>> stored;
  for (const SpoolView::Alert& alert : all.view.alerts) {
    if (!alert.is_notice) {
      stored[alert.number].push_back(&alert);
    }
  }
  for (const Incoming& incoming : all.record.incoming) {
    const auto& rows = stored[incoming.number];
    const std::string name = "Qa" + std::to_string(incoming.number) + "z";
    if (incoming.acknowledged.has_value() &&
        std::none_of(rows.begin(), rows.end(), [&](const auto* row) { return row->id == incoming.id; })) {
      all.violation("P1", name + " was acknowledged and is lost");
    }
    const bool may_be_two =
        all.record.wall_jumps > 0ms ||
        (incoming.posted.size() == 2 && incoming.posted[1] - incoming.posted[0] >= kDedupWindow - 15s);
    if (rows.size() > (may_be_two ? 2U : 1U)) {
      all.violation("P3", name + " is stored " + std::to_string(rows.size()) + " times");
    }
  }
}

const Incoming& incoming_of(const Case& all, const SpoolView::Alert& alert) {
  return all.record.incoming.at(static_cast<std::size_t>(alert.number));
}

// How many deliveries of an alert a robot must have: one if it was configured when the alert came.
struct Presence {
  int least;
  int most;
};
Presence presence_of(const Case& all, const Incoming& incoming, std::size_t robot) {
  Presence presence{1, 0};
  for (const Instant posted : incoming.posted) {
    const auto after = std::find_if(all.record.lives.begin(), all.record.lives.end(),
                                    [&](const Life& life) { return life.began > posted; });
    const bool absent = (after - 1)->absent[robot];
    presence = {absent ? 0 : presence.least, absent ? presence.most : 1};
  }
  return presence;
}

bool robots_stayed(const Case& all) {
  return std::none_of(all.record.lives.begin(), all.record.lives.end(), [](const Life& life) {
    return std::find(life.absent.begin(), life.absent.end(), true) != life.absent.end();
  });
}

// One delivery for each robot; suppressed exactly if a rule says so.
void judge_destinations(Case& all) {
  std::map<std::pair<std::int64_t, std::size_t>, int> deliveries;
  for (const Affair& affair : all.affairs) {
    if (affair.is_copy()) {
      continue;  // judge_fallback
    }
    ++deliveries[{affair.alert->id, affair.robot}];
    const RobotSetup& robot = all.record.robots[affair.robot];
    const bool suppressed = (robot.excludes && affair.incoming->silenced) ||
                            (robot.topic.has_value() && *robot.topic != affair.incoming->topic);
    if (suppressed != affair.is_suppressed()) {
      all.violation("P2", named(affair) + " should " + (suppressed ? "" : "not ") + "be suppressed");
    }
  }
  for (const SpoolView::Alert& alert : all.view.alerts) {
    for (std::size_t robot = 0; !alert.is_notice && robot < all.record.robots.size(); ++robot) {
      const Presence presence = presence_of(all, incoming_of(all, alert), robot);
      const int found = deliveries[{alert.id, robot}];
      if (found < presence.least || found > presence.most) {
        all.violation("P2", "Qa" + std::to_string(alert.number) + "z has not exactly one delivery at robot " +
                                std::to_string(robot));
      }
    }
  }
}

void judge_counters(Case& all) {
  std::map<std::string, std::int64_t> states;
  for (const SpoolView::Delivery& delivery : all.view.deliveries) {
    ++states[delivery.state];
  }
  auto& counters = all.view.counters;
  std::int64_t duplicates = 0;
  for (const Incoming& incoming : all.record.incoming) {
    duplicates += incoming.duplicate_acks;
  }
  for (const char* state : {"pending", "shown", "digested", "suppressed", "dead", "unknown", "expired", "discarded"}) {
    if (counters[state] != states[state]) {
      all.violation("P2", std::string("counter ") + state + " is " + std::to_string(counters[state]) + ", rows are " +
                              std::to_string(states[state]));
    }
  }
  const auto robots = static_cast<std::int64_t>(all.record.robots.size());
  if (counters["alerts"] != static_cast<std::int64_t>(all.view.alerts.size()) ||
      (robots_stayed(all) && counters["duplicate"] != counters["duplicates"] * robots) ||
      counters["duplicates"] < duplicates) {
    all.violation("P2", "the counters of alerts and duplicates do not add up");
  }
}

std::ptrdiff_t count(const Case& all, const Sends& sends, Ending ending) {
  return std::count_if(sends.begin(), sends.end(),
                       [&](std::size_t send) { return all.record.attempts[send].ending == ending; });
}

std::ptrdiff_t count(const Case& all, const Sends& sends, const char* fault) {
  return std::count_if(sends.begin(), sends.end(),
                       [&](std::size_t send) { return all.record.attempts[send].fault == fault; });
}

// Each may have left an attempt on disk that never left the machine.
std::ptrdiff_t ends_since(const Case& all, const Affair& affair) {
  return std::count_if(all.record.lives.begin(), all.record.lives.end(), [&](const Life& life) {
    return life.ended.has_value() && *life.ended > affair.incoming->posted.front();
  });
}

// Whether DingTalk, as far as the relay was told, agrees with the end that stands in the spool.
bool is_true(const Case& all, const Affair& affair) {
  const std::string& state = affair.delivery->state;
  const bool in_digest = affair.delivery->digest.has_value();
  const Sends& sends = in_digest ? affair.digests : affair.singles;
  if (state == "shown") {
    return !in_digest && count(all, sends, Ending::shown) > 0;
  }
  if (state == "digested") {
    return count(all, in_digest ? sends : carriers_of(all, affair), Ending::shown) > 0;
  }
  if (state == "dead") {
    const bool refused = !in_digest && affair.incoming->bad_title && count(all, sends, Ending::refused) >= 2;
    return refused || count(all, sends, "unexpected") >= 3;
  }
  if (state == "unknown") {
    // A digest that lost members to their age is not sent a second time.
    if (in_digest && all.view.counters.at("expired") > 0) {
      return count(all, sends, Ending::unknown) + count(all, sends, Ending::open) + ends_since(all, affair) >= 1;
    }
    return count(all, sends, Ending::unknown) + count(all, sends, Ending::open) + ends_since(all, affair) >= 2;
  }
  if (state == "expired") {
    const Instant accepted = affair.incoming->acknowledged.value_or(affair.incoming->posted.front());
    return all.record.end - accepted + all.record.wall_jumps >= all.record.max_age;
  }
  return state == "suppressed";  // pending and discarded: nothing waits for ever, and nobody discards here
}

}  // namespace

void judge_accounts(Case& all) {
  if (all.view.integrity != "ok") {
    all.violation("P1", "the spool is damaged: " + all.view.integrity);
  }
  judge_alerts(all);
  judge_destinations(all);
  judge_counters(all);
  for (const Affair& affair : all.affairs) {
    if (!is_true(all, affair)) {
      all.violation("P2", named(affair) + " did not come to that end");
    }
  }
  for (const std::size_t stray : all.strays) {
    all.violation("P2", "send #" + std::to_string(stray) + " is no message of this spool");
  }
  for (const SpoolView::Digest& digest : all.view.digests) {
    if (digest.state == "pending") {
      all.violation("P2", "digest " + std::to_string(digest.id) + " has not ended");
    }
  }
}

}  // namespace relay::sim
