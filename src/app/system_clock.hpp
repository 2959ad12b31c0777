// SPDX-License-Identifier: MIT
#pragma once

#include "relay/ports/clock.hpp"

namespace relay::app {

// The machine's clocks.
class SystemClock final : public ports::Clock {
 public:
  [[nodiscard]] BootTime boot_now() const override;
  [[nodiscard]] WallTime wall_now() const override;
  boost::asio::awaitable<void> sleep_until(BootTime due) override;
};

}  // namespace relay::app
