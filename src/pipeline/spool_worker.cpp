// SPDX-License-Identifier: MIT
#include "relay/pipeline/spool_worker.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <utility>

namespace relay::pipeline {
namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator||;

SpoolWorker::SpoolWorker(asio::any_io_executor executor, ports::Clock& clock, ports::EventSink& events)
    : clock_(clock), events_(events), signal_(std::move(executor)) {}

void SpoolWorker::stop() {
  stopping_ = true;
  signal_.notify();
}

void SpoolWorker::note(const Error& error) {
  if (error.kind == ErrorKind::io) {
    events_.on(ports::SpoolFailed{error.detail});
    spool_failed_ = true;
    stopping_ = true;
  }
}

asio::awaitable<void> SpoolWorker::pause(std::optional<BootTime> until) {
  if (stopping_) {
    co_return;
  }
  if (!until.has_value()) {
    co_await signal_.wait();
    co_return;
  }
  co_await (clock_.sleep_until(*until) || signal_.wait());
}

}  // namespace relay::pipeline
