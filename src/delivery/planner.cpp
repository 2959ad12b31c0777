// SPDX-License-Identifier: MIT
#include "relay/delivery/planner.hpp"

#include <algorithm>

namespace relay::delivery {

Plan plan(const RobotView& robot, BootTime now) {
  if (!robot.earliest_due.has_value()) {
    return Idle{};
  }
  const BootTime due = std::max({*robot.earliest_due, robot.window_free, robot.gate_open});
  if (due > now) {
    return WaitUntil{due};
  }
  return SendOne{};
}

}  // namespace relay::delivery
