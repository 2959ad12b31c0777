// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>

#include "sim/judge.hpp"

namespace relay::sim {
namespace {

using namespace std::chrono_literals;

// The announcer looks once a minute; what it heard since its last look dies with it.
constexpr Milliseconds kLook = 70s;

// When something authentic came, in order.
std::vector<Instant> heard(const Record& record) {
  std::vector<Instant> times{Instant{0}};
  for (const Incoming& incoming : record.incoming) {
    if (incoming.acknowledged.has_value()) {
      times.push_back(*incoming.acknowledged);
    }
  }
  std::sort(times.begin(), times.end());
  return times;
}

std::vector<Instant> told(const Case& all, std::size_t robot) {
  std::vector<Instant> times;
  for (const Affair& notice : all.notices) {
    if (notice.robot == robot && notice.alert->action == "silence") {
      times.push_back(*true_time(all, notice.alert->received));
    }
  }
  return times;
}

bool ran(const Record& record, Instant from, Instant to) {
  return std::any_of(record.lives.begin(), record.lives.end(), [&](const Life& life) {
    return life.began <= from && life.ended.value_or(record.end) >= to;
  });
}

}  // namespace

void judge_silence(Case& all) {
  if (!all.record.silence_alarm.has_value() || all.record.wall_jumps > 0ms) {
    return;
  }
  const Milliseconds alarm = *all.record.silence_alarm;
  const std::vector<Instant> times = heard(all.record);
  for (std::size_t robot = 0; robot < all.record.robots.size(); ++robot) {
    const std::string& name = all.record.robots[robot].name;
    const std::vector<Instant> notices = told(all, robot);
    for (std::size_t i = 0; i < times.size(); ++i) {
      const Instant until = i + 1 < times.size() ? times[i + 1] : all.record.end;
      const auto count = std::count_if(notices.begin(), notices.end(),
                                       [&](Instant notice) { return notice > times[i] && notice <= until; });
      const Instant due = times[i] + alarm;
      if (count > 1 || (count == 1 && until + kLook < due)) {
        all.violation("silence", name + " was told " + std::to_string(count) + " times that nothing came since " +
                                     std::to_string(times[i].count()) + " ms");
      }
      if (count == 0 && due + kLook < until && all.record.robots.size() > 0 && ran(all.record, due, due + kLook)) {
        const auto life = std::find_if(all.record.lives.begin(), all.record.lives.end(), [&](const Life& one) {
          return one.began <= due && one.ended.value_or(all.record.end) >= due + kLook;
        });
        if (!life->absent[robot]) {
          all.violation("silence", name + " was not told that nothing came since " + std::to_string(times[i].count()));
        }
      }
    }
  }
}

}  // namespace relay::sim
