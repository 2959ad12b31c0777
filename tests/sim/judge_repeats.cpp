// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <string_view>

#include "sim/judge.hpp"

namespace relay::sim {
namespace {

// "🔂 37 more of this issue since …"
std::int64_t riders_in(std::string_view body) {
  constexpr std::string_view kMark = "🔂 ";
  std::int64_t count = 0;
  if (const std::size_t found = body.find(kMark); found != std::string_view::npos) {
    std::from_chars(body.data() + found + kMark.size(), body.data() + body.size(), count);
  }
  return count;
}

bool counts_repeats(const Case& all, const Affair& affair) {
  return all.record.robots[affair.robot].repeat_interval > Milliseconds{0};
}

// Of a message that may have been shown the riders share its doubt.
std::string end_with(const std::string& leader) {
  if (leader == "shown") {
    return "digested";
  }
  return leader == "pending" ? "pending" : "unknown";
}

// Only events of one issue ride, on a message about that issue, and are not shown on their own.
void judge_rider(Case& all, const Affair& rider) {
  const Affair& leader = all.affairs[*rider.leader];
  const bool fits = counts_repeats(all, rider) && !rider.incoming->comment && leader.robot == rider.robot &&
                    leader.alert->issue == rider.alert->issue &&
                    rider.delivery->state == end_with(leader.delivery->state) && !rider.delivery->digest.has_value();
  if (!fits) {
    all.violation("repeats", name_of(rider) + " cannot ride on " + name_of(leader));
  }
  if (was_displayed(all, rider.singles)) {
    all.violation("repeats", name_of(rider) + " was shown, and counted on another message");
  }
}

// From the first message on that may have been shown unknown to the relay, all speak of the same riders: those that
// ended with the last. Else of what somebody has read would be told again, without a tag.
void judge_doubtful(Case& all, const Affair& leader, std::int64_t riders) {
  bool doubt = false;
  for (const std::size_t send : leader.singles) {
    const Attempt& attempt = all.record.attempts[send];
    doubt = doubt || (is_doubtful(all, send) && attempt.displayed.has_value());
    const std::int64_t said = riders_in(attempt.body);
    if (doubt && said != riders) {
      all.violation("P3", name_of(leader) + ", send #" + std::to_string(send) + " speaks of " + std::to_string(said) +
                              " more, and " + std::to_string(riders) + " ended with what may have been shown");
    }
  }
}

// The message that was shown speaks of exactly those that ended with it.
void judge_leaders(Case& all) {
  std::map<std::size_t, std::int64_t> riders;
  for (const Affair& affair : all.affairs) {
    if (affair.leader.has_value()) {
      judge_rider(all, affair);
      ++riders[*affair.leader];
    }
  }
  for (std::size_t i = 0; i < all.affairs.size(); ++i) {
    const Affair& affair = all.affairs[i];
    if (counts_repeats(all, affair)) {
      judge_doubtful(all, affair, riders[i]);
    }
    if (affair.delivery->state != "shown" || affair.singles.empty()) {
      continue;
    }
    const std::int64_t said = riders_in(all.record.attempts[affair.singles.back()].body);
    if (said != riders[i]) {
      all.violation("repeats", name_of(affair) + " speaks of " + std::to_string(said) + " more, and " +
                                   std::to_string(riders[i]) + " ended with it");
    }
  }
}

// What a chat saw of one issue.
struct Sight {
  std::int64_t accepted{0};  // that came to a good end
  std::int64_t seen{0};      // in messages of their own, in counts and in digests
  std::int64_t doubtful{0};  // of them those in messages of unknown outcome
};

void add_send(const Case& all, std::size_t send, std::int64_t weight, Sight& sight) {
  const bool seen = all.record.attempts[send].displayed.has_value();
  sight.seen += seen ? weight : 0;
  sight.doubtful += seen && is_doubtful(all, send) ? weight : 0;
}

void add(const Case& all, const Affair& affair, Sight& sight) {
  const std::string& state = affair.delivery->state;
  sight.accepted += state == "shown" || state == "digested" ? 1 : 0;
  for (const std::size_t send : affair.singles) {
    add_send(all, send, 1 + riders_in(all.record.attempts[send].body), sight);
  }
  for (const std::size_t send : affair.digests) {
    add_send(all, send, 1, sight);
  }
}

// Whatever was accepted is seen, and nothing twice but after an unknown outcome.
void judge_sums(Case& all) {
  std::map<std::pair<std::size_t, std::string>, Sight> sights;
  for (const Affair& affair : all.affairs) {
    if (counts_repeats(all, affair) && !affair.is_suppressed()) {
      add(all, affair, sights[{affair.robot, affair.alert->issue}]);
    }
  }
  for (const auto& [key, sight] : sights) {
    const bool right = sight.seen >= sight.accepted && sight.seen <= sight.accepted + sight.doubtful;
    all.record.counts["repeats counted twice after an unknown outcome"] +=
        std::max<std::int64_t>(0, sight.seen - sight.accepted);
    if (!right) {
      all.violation("repeats", "of issue " + key.second + " " + all.record.robots[key.first].name + " saw " +
                                   std::to_string(sight.seen) + ", and " + std::to_string(sight.accepted) +
                                   " were accepted");
    }
  }
}

}  // namespace

void judge_repeats(Case& all) {
  judge_leaders(all);
  judge_sums(all);
}

}  // namespace relay::sim
