// SPDX-License-Identifier: MIT
#include "app/system_clock.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <ctime>

namespace relay::app {
namespace asio = boost::asio;
using namespace std::chrono_literals;

BootTime SystemClock::boot_now() const {
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  const auto since_boot = std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
  return BootTime(std::chrono::floor<Milliseconds>(since_boot));
}

WallTime SystemClock::wall_now() const { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }

asio::awaitable<void> SystemClock::sleep_until(BootTime due) {
  // Timers do not count suspended time, boot time does: long sleeps are taken in pieces.
  constexpr Milliseconds kPiece = 30s;
  asio::steady_timer timer(co_await asio::this_coro::executor);
  boost::system::error_code error;
  while (!error && boot_now() < due) {
    timer.expires_after(std::min(due - boot_now(), kPiece));
    const auto waited = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    error = std::get<0>(waited);
  }
}

}  // namespace relay::app
