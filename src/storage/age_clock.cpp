// SPDX-License-Identifier: MIT
#include "storage/age_clock.hpp"

namespace relay::storage {
using namespace std::chrono_literals;

WallTime AgeClock::now(BootTime boot, WallTime wall) {
  const Milliseconds offset = wall.time_since_epoch() - boot.time_since_epoch();
  if (!offset_ || std::chrono::abs(offset - *offset_) <= Milliseconds(1h)) {
    offset_ = offset;
  }
  return WallTime{boot.time_since_epoch() + *offset_};
}

}  // namespace relay::storage
