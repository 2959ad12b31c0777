// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

namespace relay::pipeline {

// "There may be something to do": set by anybody, awaited by one coroutine. All on the I/O thread.
class WakeSignal {
 public:
  explicit WakeSignal(boost::asio::any_io_executor executor);

  void notify();
  // Returns at once when notified since the last wait ended; early when cancelled.
  boost::asio::awaitable<void> wait();

 private:
  boost::asio::steady_timer never_;
  bool set_{false};
};

}  // namespace relay::pipeline
