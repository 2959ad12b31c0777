// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "relay/base/time.hpp"
#include "relay/delivery/verdict.hpp"

namespace relay::delivery {

// A message that waited, and why: none when nobody knows.
struct Delay {
  Milliseconds waited;
  Reason reason{Reason::none};
  bool operator==(const Delay&) const = default;
};

// What kept a robot's messages back last.
struct Trouble {
  Reason reason;
  BootTime ended;
};

// Whether the reader is told that a message comes late, and the cause: the robot's last trouble when it reached into
// the wait, nothing when the wait began before `running_since`, else the robot's rate.
[[nodiscard]] std::optional<Delay> delay_of(Milliseconds waited, const std::optional<Trouble>& last,
                                            BootTime running_since, BootTime now);

}  // namespace relay::delivery
