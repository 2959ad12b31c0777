// SPDX-License-Identifier: MIT
#include "support/manual_clock.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace relay::test {
namespace asio = boost::asio;

asio::awaitable<void> ManualClock::sleep_until(BootTime due) {
  if (due <= boot_) {
    co_return;
  }
  const auto executor = co_await asio::this_coro::executor;
  auto timer = std::make_shared<asio::steady_timer>(executor, asio::steady_timer::time_point::max());
  sleepers_.emplace(due, timer);
  co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
}

void ManualClock::advance(Milliseconds by) {
  boot_ += by;
  wall_ += by;
  while (!sleepers_.empty() && sleepers_.begin()->first <= boot_) {
    sleepers_.begin()->second->cancel();
    sleepers_.erase(sleepers_.begin());
  }
}

bool ManualClock::advance_to_next() {
  // A sleeper that was cancelled from elsewhere is known to nobody but this map.
  std::erase_if(sleepers_, [](const auto& entry) { return entry.second.use_count() == 1; });
  if (sleepers_.empty()) {
    return false;
  }
  advance(sleepers_.begin()->first - boot_);
  return true;
}

}  // namespace relay::test
