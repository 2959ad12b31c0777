// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>

#include "relay/base/time.hpp"

namespace relay::ports {

// The only source of time. Owned by the composition root; outlives every coroutine.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual BootTime boot_now() const = 0;
  [[nodiscard]] virtual WallTime wall_now() const = 0;
  // Returns at `due`, or early when the coroutine is cancelled.
  virtual boost::asio::awaitable<void> sleep_until(BootTime due) = 0;
};

}  // namespace relay::ports
