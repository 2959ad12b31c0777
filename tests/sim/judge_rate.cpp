// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>

#include "sim/judge.hpp"

namespace relay::sim {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kMinute = 60s;
constexpr std::size_t kDingTalksLimit = 20;
// A slow disk may still finish the transaction of an attempt whose robot was blocked meanwhile by another's answer.
constexpr Milliseconds kSlack = 5s;

// More than `most` of `times` (sorted) within a minute.
std::optional<Instant> too_many(const std::vector<Instant>& times, std::size_t most) {
  for (std::size_t i = most; i < times.size(); ++i) {
    if (times[i] - times[i - most] < kMinute) {
      return times[i];
    }
  }
  return std::nullopt;
}

void judge_minutes(Case& all, std::size_t robot) {
  std::vector<Instant> starts;
  std::vector<Instant> arrivals;
  std::vector<Instant> late;
  for (const Attempt& attempt : all.record.attempts) {
    if (attempt.robot != robot) {
      continue;
    }
    if (attempt.ending != Ending::not_sent) {
      starts.push_back(attempt.started);
    }
    if (attempt.arrived) {
      (attempt.late ? late : arrivals).push_back(attempt.arrived_at);
    }
  }
  std::sort(arrivals.begin(), arrivals.end());
  const RobotSetup& setup = all.record.robots[robot];
  if (const auto when = too_many(starts, setup.most_per_minute)) {
    all.violation("P4", setup.name + " started more than " + std::to_string(setup.most_per_minute) +
                            " in the minute to " + std::to_string(when->count()) + " ms");
  }
  if (const auto when = too_many(arrivals, setup.most_per_minute)) {
    all.violation("P4", setup.name + " got more than " + std::to_string(setup.most_per_minute) + " in the minute to " +
                            std::to_string(when->count()) + " ms");
  }
}

// A send starts a minute after the N-th last was answered, so that it cannot arrive within a minute of that one.
void judge_answers(Case& all, std::size_t robot) {
  std::vector<const Attempt*> sent;
  for (const Attempt& attempt : all.record.attempts) {
    if (attempt.robot == robot && attempt.ending != Ending::not_sent) {
      sent.push_back(&attempt);
    }
  }
  const RobotSetup& setup = all.record.robots[robot];
  for (std::size_t i = setup.most_per_minute; i < sent.size(); ++i) {
    const Attempt& before = *sent[i - setup.most_per_minute];
    if (before.ended.has_value() && sent[i]->started - *before.ended < kMinute) {
      all.violation("P4", setup.name + " started one at " + std::to_string(sent[i]->started.count()) +
                              " ms, too soon after the answer at " + std::to_string(before.ended->count()) + " ms");
      return;
    }
  }
}

bool died_soon_after(const Case& all, std::size_t send) {
  const Life& life = all.record.lives.at(static_cast<std::size_t>(all.record.attempts[send].life));
  const bool died = life.ended.has_value() && life.death != Death::stop;
  return died && *life.ended - *all.record.attempts[send].ended < kSlack;
}

// In a new boot only the wall clock knows how long a block has run.
bool clock_lied(const Case& all, Instant from, Instant to) {
  return all.record.wall_jumps > 0ms &&
         std::any_of(all.record.lives.begin(), all.record.lives.end(), [&](const Life& life) {
           return life.ended.has_value() && life.death == Death::power_cut && *life.ended >= from && *life.ended <= to;
         });
}

// Nothing leaves during a block that the relay could remember.
void judge_blocks(Case& all) {
  const std::vector<Attempt>& attempts = all.record.attempts;
  for (std::size_t i = 0; i < attempts.size(); ++i) {
    const Attempt& blocked = attempts[i];
    const bool known = blocked.ending == Ending::blocked && !(all.last_of_life[i] && died_soon_after(all, i));
    if (!known) {
      continue;
    }
    for (std::size_t j = i + 1; j < attempts.size(); ++j) {
      const bool same = attempts[j].robot == blocked.robot;
      if (same && attempts[j].started >= *blocked.ended && attempts[j].started < *blocked.ended + blocked.wait &&
          !clock_lied(all, *blocked.ended, attempts[j].started)) {
        all.violation("P4", "send #" + std::to_string(j) + " left during the block by #" + std::to_string(i));
        break;
      }
    }
  }
}

// A block is stored once the attempt under way has ended: a run that ends before forgets it.
bool was_under_way(const Case& all, std::size_t robot, int life, Instant when) {
  return std::any_of(all.record.attempts.begin(), all.record.attempts.end(), [&](const Attempt& attempt) {
    return attempt.robot == robot && attempt.life == life && attempt.started <= when && !attempt.ended.has_value();
  });
}

// The other robots of a punished address wait too, if the relay knew of them when it was told.
void judge_hosts(Case& all) {
  const std::vector<Attempt>& attempts = all.record.attempts;
  for (std::size_t i = 0; i < attempts.size(); ++i) {
    const Attempt& punished = attempts[i];
    if (punished.ending != Ending::blocked || punished.host_wait == 0ms || died_soon_after(all, i)) {
      continue;
    }
    const std::string& host = all.record.robots[punished.robot].host;
    const std::vector<bool>& absent = all.record.lives.at(static_cast<std::size_t>(punished.life)).absent;
    for (std::size_t j = i + 1; j < attempts.size(); ++j) {
      const Instant started = attempts[j].started;
      if (all.record.robots[attempts[j].robot].host == host && !absent[attempts[j].robot] &&
          started > *punished.ended + kSlack && started < *punished.ended + punished.host_wait &&
          !clock_lied(all, *punished.ended, started) &&
          !was_under_way(all, attempts[j].robot, punished.life, *punished.ended)) {
        all.violation("P4",
                      "send #" + std::to_string(j) + " left while the address was punished by #" + std::to_string(i));
        break;
      }
    }
  }
}

}  // namespace

void judge_rate(Case& all) {
  const bool came_late = std::any_of(all.record.attempts.begin(), all.record.attempts.end(),
                                     [](const Attempt& attempt) { return attempt.late; });
  if (all.record.busiest_minute > kDingTalksLimit && !came_late) {
    all.violation("P4", "DingTalk got " + std::to_string(all.record.busiest_minute) + " within a minute");
  }
  for (std::size_t robot = 0; robot < all.record.robots.size(); ++robot) {
    judge_minutes(all, robot);
    judge_answers(all, robot);
  }
  judge_blocks(all);
  judge_hosts(all);
}

}  // namespace relay::sim
