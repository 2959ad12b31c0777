// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>

#include "sim/judge.hpp"

namespace relay::sim {
namespace {

using namespace std::chrono_literals;

// A step of the dispatcher: a few transactions, on a slow disk.
constexpr Milliseconds kSlack = 10s;

std::string named(const Case& all, std::size_t robot) { return all.record.robots[robot].name; }

const Affair* find(const Case& all, const Affair& like, std::size_t robot) {
  const auto found = std::find_if(all.affairs.begin(), all.affairs.end(), [&](const Affair& affair) {
    return affair.alert == like.alert && affair.robot == robot && !affair.is_suppressed();
  });
  return found == all.affairs.end() ? nullptr : &*found;
}

// What the fallback of this robot was told, in order.
std::vector<const Affair*> notices_about(const Case& all, std::size_t robot) {
  std::vector<const Affair*> found;
  for (const Affair& notice : all.notices) {
    if (notice.alert->action == "fallback" &&
        notice.alert->title.find(" " + named(all, robot) + " ") != std::string::npos) {
      found.push_back(&notice);
    }
  }
  return found;
}

// Everything that surely waited while the robot surely refused has a delivery of the fallback's own, or a copy.
void judge_completeness(Case& all, std::size_t robot, std::size_t fallback) {
  for (const Affair& affair : all.affairs) {
    const auto due = affair.robot == robot ? copy_due(all, affair, fallback) : std::nullopt;
    if (due.has_value() && find(all, affair, fallback) == nullptr) {
      all.violation("fallback", name_of(affair) + " waited while its robot refused, and was not copied by " +
                                    std::to_string(due->count()) + " ms");
    }
  }
}

// How often it began to refuse everything after it had taken a message, whatever restarts lie between.
std::size_t refusals_begun(const Case& all, std::size_t robot) {
  std::size_t begun = 0;
  bool refuses = false;
  for (const Attempt& attempt : all.record.attempts) {
    if (attempt.robot != robot || attempt.welcome == Welcome::none) {
      continue;
    }
    begun += attempt.welcome == Welcome::refuses && !refuses ? 1 : 0;
    refuses = attempt.welcome == Welcome::refuses;
  }
  return begun;
}

// One notice before the first copy, and at most one a refusal.
void judge_notices(Case& all, std::size_t robot, std::size_t fallback) {
  const std::vector<const Affair*> notices = notices_about(all, robot);
  if (const std::size_t begun = refusals_begun(all, robot); notices.size() > begun) {
    all.violation("fallback", std::to_string(notices.size()) + " notices say that " + named(all, robot) +
                                  " refuses, which it began " + std::to_string(begun) + " times");
  }
  for (const Affair* notice : notices) {
    if (notice->robot != fallback) {
      all.violation("fallback", "the notice about " + named(all, robot) + " went to " + notice->delivery->robot);
    }
  }
}

// When the robot last took a message, and its dispatcher had the time to notice before the next one and its end.
Instant last_welcome(const Case& all, std::size_t robot, Instant before) {
  constexpr Milliseconds kChained = 3s;  // the next attempt begins in the transaction that ends the last one
  const auto lived_on = [&](const Attempt& attempt) {
    const auto end = all.record.lives.at(static_cast<std::size_t>(attempt.life)).ended;
    return !end.has_value() || *end - *attempt.ended > kChained;
  };
  Instant last{0};
  const Attempt* taken = nullptr;
  for (const Attempt& attempt : all.record.attempts) {
    if (attempt.robot != robot || attempt.started > before) {
      continue;
    }
    if (taken != nullptr && attempt.started - *taken->ended > kChained && lived_on(*taken)) {
      last = *taken->ended;
    }
    taken = attempt.welcome == Welcome::takes ? &attempt : nullptr;
  }
  return last;
}

// Copies are made while the robot refuses, behind a notice since it last took a message.
void judge_copyings(Case& all, std::size_t robot) {
  const std::vector<const Affair*> notices = notices_about(all, robot);
  for (const Copying& copying : all.record.copyings) {
    if (copying.robot != robot) {
      continue;
    }
    const auto& refusals = all.refusals[robot];
    if (std::none_of(refusals.begin(), refusals.end(), [&](const Refusal& refusal) {
          return copying.at >= refusal.from && copying.at <= refusal.to + kSlack;
        })) {
      all.violation("fallback", "copies for " + named(all, robot) + "'s fallback were made at " +
                                    std::to_string(copying.at.count()) + " ms, when it did not refuse");
    }
    const Instant since = last_welcome(all, robot, copying.at);
    const auto told = [&](const Affair* notice) {
      const auto at = true_time(all, notice->alert->received);
      return !at.has_value() || (*at >= since && *at <= copying.at);
    };
    if (std::none_of(notices.begin(), notices.end(), told)) {
      all.violation("fallback", "the copies for " + named(all, robot) + "'s fallback at " +
                                    std::to_string(copying.at.count()) + " ms came without a word");
    }
  }
}

// A copy says what it is; its original waits for the robot of its own.
void judge_copy(Case& all, const Affair& copy) {
  const auto robot = std::find_if(all.record.robots.begin(), all.record.robots.end(),
                                  [&](const RobotSetup& setup) { return setup.name == copy.delivery->copy_of; });
  const auto index = static_cast<std::size_t>(robot - all.record.robots.begin());
  const Affair* original = find(all, copy, index);
  if (robot->fallback != copy.robot || original == nullptr || original->delivery->id >= copy.delivery->id) {
    all.violation("fallback", name_of(copy) + " is nothing that waits for " + robot->name);
  }
  const std::vector<const Affair*> notices = notices_about(all, index);
  if (std::none_of(notices.begin(), notices.end(),
                   [&](const Affair* notice) { return notice->delivery->id < copy.delivery->id; })) {
    all.violation("fallback", name_of(copy) + " came before anybody said why");
  }
  for (const std::size_t send : copy.singles) {
    if (all.record.attempts[send].body.find("A copy: robot " + robot->name) == std::string::npos) {
      all.violation("fallback", name_of(copy) + ", send #" + std::to_string(send) + ", does not say that it is one");
    }
  }
}

// Nobody gets an alert twice: not as a copy of what he has, nor as a copy of two robots.
void judge_repetition(Case& all) {
  std::map<std::pair<std::int64_t, std::size_t>, int> deliveries;
  for (const Affair& affair : all.affairs) {
    if (!affair.is_suppressed() && ++deliveries[{affair.alert->id, affair.robot}] == 2) {
      all.violation("fallback", name_of(affair) + " is there twice");
    }
  }
}

}  // namespace

void judge_fallback(Case& all) {
  for (std::size_t robot = 0; robot < all.record.robots.size(); ++robot) {
    const auto fallback = all.record.robots[robot].fallback;
    if (fallback.has_value()) {
      judge_completeness(all, robot, *fallback);
      judge_notices(all, robot, *fallback);
      judge_copyings(all, robot);
    }
  }
  for (const Affair& affair : all.affairs) {
    if (affair.is_copy()) {
      judge_copy(all, affair);
    }
  }
  judge_repetition(all);
}

}  // namespace relay::sim
