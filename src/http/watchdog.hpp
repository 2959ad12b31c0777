// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>

#include "http/async.hpp"

namespace relay::http {

// Calls `expired` when the armed deadline passes. Moving the deadline later touches no timer, so it may be armed before
// every operation. Never calls after it was disarmed or destroyed; may be destroyed by its own call.
class Watchdog {
 public:
  Watchdog(asio::any_io_executor executor, std::function<void()> expired);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  void arm(SteadyTime deadline);
  void disarm();

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with the handler that waits for the timer
};

}  // namespace relay::http
