// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "relay/base/time.hpp"

namespace relay::storage {

// Wall time for ages: follows the wall clock, but a jump of more than an hour against boot time is left out, so that a
// clock set to another year expires nothing. A new start takes the wall clock as it is.
class AgeClock {
 public:
  [[nodiscard]] WallTime now(BootTime boot, WallTime wall);

 private:
  std::optional<Milliseconds> offset_;  // wall minus boot time, when last trusted
};

}  // namespace relay::storage
