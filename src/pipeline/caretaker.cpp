// SPDX-License-Identifier: MIT
#include "relay/pipeline/caretaker.hpp"

#include <utility>

namespace relay::pipeline {
namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds kInterval = 1h;

}  // namespace

Caretaker::Caretaker(asio::any_io_executor executor, std::vector<std::string> robots, std::chrono::seconds max_age,
                     ports::Spool& spool, ports::Clock& clock, ports::EventSink& events)
    : robots_(std::move(robots)),
      max_age_(max_age),
      spool_(spool),
      clock_(clock),
      events_(events),
      worker_(std::move(executor), clock, events) {}

void Caretaker::look_after(std::vector<std::string> robots) {
  robots_ = std::move(robots);
  worker_.wake();
}

asio::awaitable<void> Caretaker::run() {
  while (!worker_.is_stopping()) {
    co_await expire_all();
    if (!worker_.is_stopping()) {
      co_await worker_.pause(clock_.boot_now() + kInterval);
    }
  }
}

asio::awaitable<void> Caretaker::expire_all() {
  const std::vector<std::string> robots = robots_;  // look_after() may come meanwhile
  for (const std::string& robot : robots) {
    const auto expired = co_await spool_.expire(robot, max_age_);
    if (!worker_.failed(expired) && *expired > 0) {
      events_.on(ports::DeliveriesExpired{robot, *expired, max_age_});
    }
    if (worker_.has_spool_failed()) {
      co_return;
    }
  }
}

}  // namespace relay::pipeline
