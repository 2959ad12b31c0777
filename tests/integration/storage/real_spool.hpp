// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "relay/ports/clock.hpp"
#include "storage/open_spool.hpp"
#include "support/run_coroutine.hpp"
#include "support/temp_dir.hpp"

namespace relay::storage {

// The value, or a failed test with the error's words.
template <class T>
T must(Result<T> result) {
  if (!result) {
    throw std::runtime_error(result.error().detail);
  }
  if constexpr (!std::is_void_v<T>) {
    return std::move(*result);
  }
}

// Stands still until a test moves it; read by the writer thread too.
class SharedClock final : public ports::Clock {
 public:
  [[nodiscard]] BootTime boot_now() const override { return BootTime{Milliseconds{boot_}}; }
  [[nodiscard]] WallTime wall_now() const override { return WallTime{Milliseconds{wall_}}; }
  boost::asio::awaitable<void> sleep_until(BootTime) override { co_return; }

  void advance(Milliseconds by) {
    boot_ += by.count();
    wall_ += by.count();
  }
  void restart_machine(Milliseconds down) {
    boot_ = 20'000;
    wall_ += down.count();
  }

 private:
  std::atomic<std::int64_t> boot_{3'600'000};
  std::atomic<std::int64_t> wall_{1'795'392'000'000};
};

// One spool on a real file, opened and closed as a daemon would.
class RealSpool {
 public:
  explicit RealSpool(std::string path) { options.path = std::move(path); }

  [[nodiscard]] Result<OpenReport> try_open() {
    Result<OpenedSpool> opened = open_spool(io.get_executor(), clock, options, Environment{boot_id, writer});
    if (!opened) {
      return opened.error();
    }
    spool_ = std::move(opened->spool);
    return std::move(opened->report);
  }
  OpenReport open() { return must(try_open()); }
  void close() { spool_.reset(); }
  ports::Spool& operator*() { return *spool_; }
  ports::Spool* operator->() { return spool_.get(); }

  template <class T>
  Result<T> await(boost::asio::awaitable<Result<T>> call) {
    return test::run_coroutine(io, std::move(call));
  }

  [[nodiscard]] static ports::NewAlert alert(const std::string& subject) {
    ports::NewAlert made;
    made.alert.title = subject;
    made.alert.message = std::string(800, 'm');
    made.dedup = {"main/signature", subject, ""};
    made.dedup_window = std::chrono::minutes{10};
    made.destinations = {{"ops"}};
    return made;
  }
  Result<ports::Appended> append(const std::string& subject) {
    ports::NewAlert made = alert(subject);
    made.received = clock.wall_now();
    return await(spool_->append(std::move(made)));
  }
  // At the same time, as from so many connections; how many were stored.
  int append_together(const std::string& prefix, int number) {
    int stored = 0;
    for (int i = 0; i < number; ++i) {
      ports::NewAlert made = alert(prefix + std::to_string(i));
      made.received = clock.wall_now();
      boost::asio::co_spawn(io, spool_->append(std::move(made)),
                            [&stored](std::exception_ptr, const Result<ports::Appended>& appended) {
                              stored += appended && !appended->shed ? 1 : 0;
                            });
    }
    io.restart();
    io.run();
    return stored;
  }
  std::optional<ports::StartedAttempt> begin() {
    ports::NextSingle next{"ops", "key", 0,
                           [](const delivery::Backlog&) { return std::optional(delivery::Slot::single); },
                           clock.boot_now()};
    return must(await(spool_->begin_single(std::move(next))));
  }
  // A send that was answered at once.
  void show() { show(begin().value().id); }
  void show(ports::AttemptId attempt) {
    ports::Outcome outcome{delivery::State::shown, {}, {}, delivery::VerdictKind::shown, {}, "", true, {}};
    must(await(spool_->end_attempt(attempt, std::move(outcome), clock.boot_now())));
  }
  std::int64_t counted(delivery::State wanted) {
    for (const auto& [state, number] : must(await(spool_->counts())).deliveries) {
      if (state == wanted) {
        return number;
      }
    }
    return -1;
  }

  boost::asio::io_context io{1};
  SharedClock clock;
  SqliteSpoolOptions options;
  std::string boot_id{"boot-a"};
  WriterSettings writer;

 private:
  std::unique_ptr<ports::Spool> spool_;
};

}  // namespace relay::storage
