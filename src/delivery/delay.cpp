// SPDX-License-Identifier: MIT
#include "relay/delivery/delay.hpp"

namespace relay::delivery {
using namespace std::chrono_literals;

namespace {

// Below it nobody asks; a digest alone may take twenty seconds.
constexpr Milliseconds kWorthSaying = 60s;

}  // namespace

std::optional<Delay> delay_of(Milliseconds waited, const std::optional<Trouble>& last, BootTime running_since,
                              BootTime now) {
  if (waited < kWorthSaying) {
    return std::nullopt;
  }
  const BootTime began = now - waited;
  if (last.has_value() && last->ended > began) {
    return Delay{waited, last->reason};
  }
  return Delay{waited, began < running_since ? Reason::none : Reason::rate_limit};
}

}  // namespace relay::delivery
