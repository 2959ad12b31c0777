// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>

#include "sim/judge.hpp"

namespace relay::sim {
namespace {

using namespace std::chrono_literals;

// The announcer looks once a minute; the disk may be slow.
constexpr Milliseconds kLook = 70s;

// While nothing came.
struct Silence {
  Instant from;
  Instant to;
};

std::vector<Silence> silences(const Record& record) {
  std::vector<Silence> found;
  Instant last{0};
  for (const Instant heard : record.heard) {
    found.push_back({last, heard});
    last = heard;
  }
  found.push_back({last, record.end});
  return found;
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

// What was heard since the last look dies with the run: the next one may take the silence for longer, or for the same
// as one that was told before.
bool may_be_forgotten(const Record& record, Instant heard) {
  return std::any_of(record.lives.begin(), record.lives.end(), [&](const Life& life) {
    return life.ended.has_value() && *life.ended >= heard && *life.ended <= heard + kLook;
  });
}

// The relay ran and knew of the robot while it had to speak.
bool could_tell(const Record& record, std::size_t robot, Instant due) {
  return std::any_of(record.lives.begin(), record.lives.end(), [&](const Life& life) {
    return life.began <= due && life.ended.value_or(record.end) >= due + kLook && !life.absent[robot];
  });
}

void judge_robot(Case& all, std::size_t robot, const Silence& silence, const std::vector<Instant>& notices) {
  const Instant due = silence.from + *all.record.silence_alarm;
  const auto count = std::count_if(notices.begin(), notices.end(),
                                   [&](Instant notice) { return notice > silence.from && notice <= silence.to; });
  const std::string what = all.record.robots[robot].name + " was told " + std::to_string(count) +
                           " times that nothing came from " + std::to_string(silence.from.count()) + " to " +
                           std::to_string(silence.to.count()) + " ms";
  const bool early = count == 1 && silence.to < due;
  const bool never = count == 0 && due + kLook < silence.to && could_tell(all.record, robot, due);
  if (count > 1 || ((early || never) && !may_be_forgotten(all.record, silence.from))) {
    all.violation("silence", what);
  }
}

}  // namespace

void judge_silence(Case& all) {
  if (!all.record.silence_alarm.has_value() || all.record.wall_jumps > 0ms) {
    return;
  }
  for (std::size_t robot = 0; robot < all.record.robots.size(); ++robot) {
    const std::vector<Instant> notices = told(all, robot);
    for (const Silence& silence : silences(all.record)) {
      judge_robot(all, robot, silence, notices);
    }
  }
}

}  // namespace relay::sim
