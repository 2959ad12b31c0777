// SPDX-License-Identifier: MIT
#include "http/resolver.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <deque>
#include <map>
#include <mutex>
#include <netdb.h>
#include <optional>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

#include "http/address_cache.hpp"
#include "http/notice.hpp"

namespace relay::http {

namespace {

constexpr int kThreads = 4;  // a silent name server may hold each of them for many seconds
constexpr Milliseconds kStalePatience{1'000};

}  // namespace

struct Resolver::State : std::enable_shared_from_this<State> {
  State(asio::any_io_executor runs_on, Lookup how)
      : lookup(std::move(how)), executor(std::move(runs_on)), finished(executor) {}

  void request(const std::string& host);
  void work();
  [[nodiscard]] std::optional<std::string> next();
  void deliver(std::string host, Result<Addresses> answer);
  void finish(const std::string& host, Result<Addresses> answer);

  const Lookup lookup;

  // Of the I/O thread.
  asio::any_io_executor executor;
  Notice finished;
  AddressCache cache;
  std::set<std::string> running;
  std::map<std::string, std::string> problems;  // of the last lookup

  // Of everybody.
  std::mutex mutex;
  std::deque<std::string> queue;
  int threads{0};
  bool closed{false};
};

void Resolver::State::request(const std::string& host) {
  if (!running.insert(host).second) {
    return;
  }
  const std::lock_guard lock(mutex);
  queue.push_back(host);
  if (threads == kThreads) {
    return;
  }
  try {
    std::thread([self = shared_from_this()] { self->work(); }).detach();
    ++threads;
  } catch (const std::system_error& error) {
    // With no thread at all nobody would come for it; else one that ends will.
    if (threads == 0) {
      queue.clear();
      problems[host] = error.what();
      running.erase(host);
    }
  }
}

void Resolver::State::work() {
  while (const auto host = next()) {
    deliver(*host, lookup(*host));
  }
}

std::optional<std::string> Resolver::State::next() {
  const std::lock_guard lock(mutex);
  if (closed || queue.empty()) {
    --threads;
    return std::nullopt;
  }
  auto host = std::move(queue.front());
  queue.pop_front();
  return host;
}

// Under the lock the resolver, and with it the context behind the executor, is still there.
void Resolver::State::deliver(std::string host, Result<Addresses> answer) {
  const std::lock_guard lock(mutex);
  if (!closed) {
    asio::post(executor, [self = weak_from_this(), host = std::move(host), answer = std::move(answer)]() mutable {
      if (const auto state = self.lock()) {
        state->finish(host, std::move(answer));
      }
    });
  }
}

void Resolver::State::finish(const std::string& host, Result<Addresses> answer) {
  running.erase(host);
  problems.erase(host);
  if (answer && !answer->empty()) {
    cache.store(host, std::move(*answer), std::chrono::steady_clock::now());
  } else {
    problems[host] = answer ? "no address" : answer.error().detail;
  }
  finished.notify();
}

Resolver::Resolver(asio::any_io_executor executor, Lookup lookup)
    : state_(std::make_shared<State>(std::move(executor), std::move(lookup))) {}

Resolver::~Resolver() {
  const std::lock_guard lock(state_->mutex);
  state_->closed = true;
}

asio::awaitable<Result<Addresses>> Resolver::resolve(std::string host, SteadyTime deadline) {
  error_code not_an_address;
  const auto literal = asio::ip::make_address(host, not_an_address);
  if (!not_an_address) {
    co_return Addresses(1, literal);
  }
  const auto state = state_;
  const auto started = std::chrono::steady_clock::now();
  if (auto known = state->cache.fresh(host, started)) {
    co_return std::move(*known);
  }
  state->request(host);
  const auto fallback = state->cache.stale(host, started);
  const auto patience = fallback ? std::min(deadline, started + kStalePatience) : deadline;
  const auto cancellation = co_await asio::this_coro::cancellation_state;
  while (!was_cancelled(cancellation) && state->running.contains(host) && std::chrono::steady_clock::now() < patience) {
    co_await state->finished.wait(patience);
  }
  if (was_cancelled(cancellation)) {
    co_return fail(ErrorKind::cancelled, "cancelled");
  }
  if (auto answer = state->cache.fresh(host, std::chrono::steady_clock::now())) {
    co_return std::move(*answer);
  }
  if (fallback) {
    co_return *fallback;
  }
  const auto problem = state->problems.find(host);
  co_return fail(ErrorKind::unavailable, problem == state->problems.end() ? "no answer in time" : problem->second);
}

}  // namespace relay::http
