// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>

#include "http/async.hpp"

namespace relay::http {

// "Something changed, look again", for any number of waiting coroutines. It outlives them.
class Notice {
 public:
  explicit Notice(asio::any_io_executor executor) : executor_(std::move(executor)) {}
  Notice(const Notice&) = delete;
  Notice& operator=(const Notice&) = delete;

  // Returns at the next notify(), or at the deadline, or when cancelled.
  asio::awaitable<void> wait(SteadyTime deadline);
  // Wakes those who wait now, in the order in which they came.
  void notify();

 private:
  asio::any_io_executor executor_;
  std::list<asio::steady_timer*> waiting_;  // each lives in the frame of a wait()
};

}  // namespace relay::http
