// SPDX-License-Identifier: MIT
#include "http/connection_pool.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <utility>

namespace relay::http {

namespace {

constexpr Milliseconds kFarewell{1'000};

asio::awaitable<void> close_politely(std::shared_ptr<Stream> stream) {
  co_await stream->finish(from_now(kFarewell));
  stream->close();
}

}  // namespace

ConnectionPool::ConnectionPool(asio::any_io_executor executor, Milliseconds idle_limit)
    : executor_(std::move(executor)), idle_limit_(idle_limit), closing_(std::make_shared<Closing>()) {}

ConnectionPool::~ConnectionPool() {
  for (const auto& stream : *closing_) {
    stream->close();
  }
}

std::unique_ptr<Stream> ConnectionPool::take(const std::string& key) {
  auto node = kept_.extract(key);
  if (node.empty()) {
    return nullptr;
  }
  auto stream = std::move(node.mapped().stream);
  if (!stream->is_quiet()) {
    retire(std::move(stream));
    return nullptr;
  }
  return stream;
}

void ConnectionPool::keep(const std::string& key, std::unique_ptr<Stream> stream) {
  if (kept_.contains(key)) {
    retire(std::move(stream));
    return;
  }
  auto idle = std::make_unique<Watchdog>(executor_, [this, key] {
    auto node = kept_.extract(key);
    retire(std::move(node.mapped().stream));
  });
  idle->arm(from_now(idle_limit_));
  kept_.emplace(key, Kept{std::move(stream), std::move(idle)});
}

void ConnectionPool::retire(std::unique_ptr<Stream> stream) {
  std::shared_ptr<Stream> closing = std::move(stream);
  closing_->insert(closing);
  asio::co_spawn(executor_, close_politely(closing),
                 [all = closing_, closing](std::exception_ptr) { all->erase(closing); });
}

}  // namespace relay::http
