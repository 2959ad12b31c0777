// SPDX-License-Identifier: MIT
#include "relay/pipeline/caretaker.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <utility>

namespace relay::pipeline {
namespace asio = boost::asio;
using namespace std::chrono_literals;
using asio::experimental::awaitable_operators::operator||;

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
      signal_(std::move(executor)) {}

void Caretaker::stop() {
  stopping_ = true;
  signal_.notify();
}

void Caretaker::look_after(std::vector<std::string> robots) {
  robots_ = std::move(robots);
  signal_.notify();
}

asio::awaitable<void> Caretaker::run() {
  while (!stopping_) {
    co_await expire_all();
    if (!stopping_) {
      co_await (clock_.sleep_until(clock_.boot_now() + kInterval) || signal_.wait());
    }
  }
}

asio::awaitable<void> Caretaker::expire_all() {
  const std::vector<std::string> robots = robots_;  // look_after() may come meanwhile
  for (const std::string& robot : robots) {
    const auto expired = co_await spool_.expire(robot, max_age_);
    if (expired.has_error()) {
      if (expired.error().kind == ErrorKind::io) {
        stopping_ = true;
        events_.on(ports::SpoolFailed{expired.error().detail});
        co_return;
      }
    } else if (*expired > 0) {
      events_.on(ports::DeliveriesExpired{robot, *expired, max_age_});
    }
  }
}

}  // namespace relay::pipeline
