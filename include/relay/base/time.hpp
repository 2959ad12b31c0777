// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace relay {

using Milliseconds = std::chrono::milliseconds;

// Time since boot, suspended time included (CLOCK_BOOTTIME). It never jumps, and means nothing in another boot.
// The type has no now(): only the Clock port knows what time it is.
struct BootClock {
  using rep = std::int64_t;
  using period = std::milli;
  using duration = Milliseconds;
  using time_point = std::chrono::time_point<BootClock, duration>;
  static constexpr bool is_steady = true;
};
using BootTime = BootClock::time_point;

// Civil time in UTC; may jump. Never a reason to wait a shorter time.
using WallTime = std::chrono::sys_time<Milliseconds>;

}  // namespace relay
