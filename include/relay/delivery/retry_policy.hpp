// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "relay/base/time.hpp"
#include "relay/delivery/delivery.hpp"
#include "relay/delivery/verdict.hpp"

namespace relay::delivery {

// What becomes of one delivery after an attempt.
struct NextStep {
  State state{State::pending};
  Progress progress;
  Milliseconds delay{0};  // pending: not before now + delay
};

// The rulings on one message (src/README.md, "Sending"). Pure: `progress` before the attempt's verdict, which
// already counts the attempt itself.
//   not_sent, rate_blocked, robot_refused, clock_refused: the message stays as it is; the robot waits (RobotGate).
//   busy: 2, 10, 60 s, then every 5 min.   unexpected: 30 s, 5 min, then dead.
//   content_refused: the plain form at once, then dead.   unknown: once more after 5 s, then unknown.
[[nodiscard]] NextStep after(const Progress& progress, const Verdict& verdict);

// Full jitter in 1, 2, 4 … 60 s: `failures` >= 1, `jitter` in [0, 1).
[[nodiscard]] Milliseconds transport_delay(unsigned failures, double jitter);

// 30 s, doubling to 10 min; `probes` counts from 0.
[[nodiscard]] Milliseconds probe_delay(unsigned probes);

}  // namespace relay::delivery
