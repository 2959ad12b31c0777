// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>

#include "relay/base/time.hpp"

namespace relay::http {

namespace asio = boost::asio;
using boost::system::error_code;

// Awaits to a tuple that begins with the error code; throws only when the coroutine itself was cancelled.
inline constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

// Deadlines of sockets are instants of this clock: they bound waits, and decide nothing that the Clock port should.
using SteadyTime = std::chrono::steady_clock::time_point;
inline constexpr SteadyTime kNever = SteadyTime::max();

[[nodiscard]] inline SteadyTime from_now(Milliseconds delay) { return std::chrono::steady_clock::now() + delay; }

// Of a coroutine's own state (co_await asio::this_coro::cancellation_state), by now. One that goes on after its
// cancellation must ask before each wait: a wait that begins later is not ended by it.
[[nodiscard]] inline bool was_cancelled(const asio::cancellation_state& state) {
  return state.cancelled() != asio::cancellation_type::none;
}

}  // namespace relay::http
