// SPDX-License-Identifier: MIT
#include "relay/pipeline/wake_signal.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace relay::pipeline {
namespace asio = boost::asio;

WakeSignal::WakeSignal(asio::any_io_executor executor)
    : never_(std::move(executor), asio::steady_timer::time_point::max()) {}

void WakeSignal::notify() {
  set_ = true;
  never_.cancel();
}

asio::awaitable<void> WakeSignal::wait() {
  if (!set_) {
    co_await never_.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  set_ = false;
}

}  // namespace relay::pipeline
