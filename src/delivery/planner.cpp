// SPDX-License-Identifier: MIT
#include "relay/delivery/planner.hpp"

#include <algorithm>

namespace relay::delivery {
using namespace std::chrono_literals;

namespace {

// An alert that has waited so long goes with the next digest even while singles have slots: a slow robot answers fewer
// than its slots allow.
constexpr Milliseconds kPatience = 20s;

std::optional<BootTime> earlier(std::optional<BootTime> a, std::optional<BootTime> b) {
  if (!a.has_value() || !b.has_value()) {
    return a.has_value() ? a : b;
  }
  return std::min(*a, *b);
}

// When something first wants to leave; empty when nothing waits.
std::optional<BootTime> first_wish(const RobotView& robot, BootTime now) {
  const auto ready = robot.backlog.ready > 0 ? std::optional(now) : std::nullopt;
  return earlier(ready, earlier(robot.backlog.next_due, robot.digest_due));
}

bool is_enough_to_merge(const Backlog& backlog) { return backlog.mergeable > 1; }

bool can_merge(const RobotView& robot) { return is_enough_to_merge(robot.backlog) && !robot.digest_due.has_value(); }

bool wants_digest(const RobotView& robot, BootTime now) {
  if (!can_merge(robot)) {
    return false;
  }
  const bool is_old = robot.backlog.oldest.has_value() && now - *robot.backlog.oldest >= kPatience;
  return is_old || robot.free_singles == 0 || robot.resume == Resume::after_block;
}

// A lone alert without a single's slot takes a digest's: it need not wait for company.
bool may_borrow(const RobotView& robot) {
  return robot.backlog.ready > 0 && robot.free_singles == 0 && !can_merge(robot) && !robot.digest_due.has_value();
}

// With one message a minute there are no singles: what cannot be merged would wait behind one digest after another.
bool must_borrow(const RobotView& robot) {
  return robot.backlog.ready > robot.backlog.mergeable && robot.single_free == BootTime::max() &&
         robot.resume == Resume::normal && !robot.digest_due.has_value();
}

// When, by what stands in its way now, something may leave; the gate is open.
BootTime next_chance(const RobotView& robot) {
  BootTime chance = BootTime::max();
  const auto consider = [&chance](BootTime start) { chance = std::min(chance, start); };
  if (robot.backlog.ready > 0 && !(robot.resume == Resume::after_block && can_merge(robot))) {
    consider(robot.single_free);
  }
  if (robot.backlog.ready > 0 && (can_merge(robot) || may_borrow(robot))) {
    consider(robot.digest_free);
  }
  if (robot.digest_due.has_value()) {
    consider(std::max(*robot.digest_due, robot.resend_free));
  }
  if (robot.backlog.next_due.has_value()) {
    consider(*robot.backlog.next_due);
  }
  return chance;
}

}  // namespace

Plan plan(const RobotView& robot, BootTime now) {
  const auto wish = first_wish(robot, now);
  if (robot.backlog.paused || !wish.has_value()) {
    return Idle{};
  }
  if (robot.gate_open > now) {
    return WaitUntil{std::max(*wish, robot.gate_open)};
  }
  if (robot.digest_due.has_value() && std::max(*robot.digest_due, robot.resend_free) <= now) {
    return ResendDigest{};
  }
  if (must_borrow(robot) && robot.digest_free <= now) {
    return SendOne{Slot::digest};
  }
  if (wants_digest(robot, now) && robot.digest_free <= now) {
    return SendDigest{};
  }
  const bool only_digest = robot.resume == Resume::after_block && can_merge(robot);
  if (robot.backlog.ready > 0 && robot.free_singles > 0 && !only_digest) {
    return SendOne{Slot::single};
  }
  if (may_borrow(robot) && robot.digest_free <= now) {
    return SendOne{Slot::digest};
  }
  return WaitUntil{next_chance(robot)};
}

bool outlasts_alerts(const Plan& plan, const Backlog& backlog) {
  return std::holds_alternative<WaitUntil>(plan) && is_enough_to_merge(backlog);
}

}  // namespace relay::delivery
