// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "relay/base/time.hpp"

namespace relay::delivery {

// What the planner may know of one robot. All instants are of the same boot.
struct RobotView {
  std::optional<BootTime> earliest_due;  // of the waiting deliveries: when the first may be tried; none waits: empty
  BootTime window_free;                  // RateWindow::next_start
  BootTime gate_open;                    // RobotGate::not_before
};

struct SendOne {
  bool operator==(const SendOne&) const = default;
};
struct WaitUntil {
  BootTime due;
  bool operator==(const WaitUntil&) const = default;
};
struct Idle {
  bool operator==(const Idle&) const = default;
};
using Plan = std::variant<SendOne, WaitUntil, Idle>;

// The decision of one robot, as a table of (state -> action) in its test. Digests join here (issue #5).
[[nodiscard]] Plan plan(const RobotView& robot, BootTime now);

}  // namespace relay::delivery
