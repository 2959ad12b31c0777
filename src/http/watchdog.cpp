// SPDX-License-Identifier: MIT
#include "http/watchdog.hpp"

#include <boost/asio/steady_timer.hpp>
#include <utility>

namespace relay::http {

struct Watchdog::State : std::enable_shared_from_this<State> {
  State(const asio::any_io_executor& executor, std::function<void()> callback)
      : timer(executor), expired(std::move(callback)) {}

  void wait_until(SteadyTime instant) {
    wake = instant;
    timer.expires_at(instant);
    const auto number = ++wait;
    timer.async_wait([self = shared_from_this(), number](error_code error) {
      // A wait that was replaced may still complete, even with success.
      if (!error && number == self->wait) {
        self->woken();
      }
    });
  }

  void woken() {
    wake = kNever;
    if (deadline == kNever) {
      return;
    }
    if (std::chrono::steady_clock::now() < deadline) {
      wait_until(deadline);
      return;
    }
    deadline = kNever;
    expired();
  }

  asio::steady_timer timer;
  std::function<void()> expired;
  SteadyTime deadline{kNever};
  SteadyTime wake{kNever};  // when the pending wait ends
  unsigned long wait{0};
};

Watchdog::Watchdog(asio::any_io_executor executor, std::function<void()> expired)
    : state_(std::make_shared<State>(executor, std::move(expired))) {}

Watchdog::~Watchdog() {
  disarm();
  ++state_->wait;
  state_->timer.cancel();
}

void Watchdog::arm(SteadyTime deadline) {
  state_->deadline = deadline;
  if (deadline < state_->wake) {
    state_->wait_until(deadline);
  }
}

void Watchdog::disarm() { state_->deadline = kNever; }

}  // namespace relay::http
