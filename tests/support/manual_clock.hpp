// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>

#include "relay/ports/clock.hpp"

namespace relay::test {

// Time that stands still until a test moves it. Boot time starts at one hour, wall time in 2026.
class ManualClock final : public ports::Clock {
 public:
  [[nodiscard]] BootTime boot_now() const override { return boot_; }
  [[nodiscard]] WallTime wall_now() const override { return wall_; }
  boost::asio::awaitable<void> sleep_until(BootTime due) override;

  // Moves both clocks and wakes the sleepers that are due.
  void advance(Milliseconds by);
  // Only the wall clock jumps.
  void step_wall(Milliseconds by) { wall_ += by; }
  // Moves to the next sleeper; false when nobody sleeps.
  bool advance_to_next();

 private:
  BootTime boot_{std::chrono::hours{1}};
  WallTime wall_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};
  std::multimap<BootTime, std::shared_ptr<boost::asio::steady_timer>> sleepers_;  // shared with the sleeping coroutine
};

}  // namespace relay::test
