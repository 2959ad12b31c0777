// SPDX-License-Identifier: MIT
#include "sim/machine.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace relay::sim {
namespace asio = boost::asio;

asio::awaitable<void> MachineClock::sleep_until(BootTime due) {
  if (due <= boot_now()) {
    co_return;
  }
  const auto executor = co_await asio::this_coro::executor;
  auto timer = std::make_shared<asio::steady_timer>(executor, asio::steady_timer::time_point::max());
  sleepers_.emplace(machine_.booted + due.time_since_epoch(), timer);
  co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
}

std::optional<Instant> MachineClock::next() {
  // A sleeper that was cancelled from elsewhere is known to nobody but this map.
  while (!sleepers_.empty() && sleepers_.begin()->second.use_count() == 1) {
    sleepers_.erase(sleepers_.begin());
  }
  return sleepers_.empty() ? std::nullopt : std::optional(sleepers_.begin()->first);
}

void MachineClock::wake() {
  while (!sleepers_.empty() && sleepers_.begin()->first <= timeline_.now()) {
    sleepers_.begin()->second->cancel();
    sleepers_.erase(sleepers_.begin());
  }
}

}  // namespace relay::sim
