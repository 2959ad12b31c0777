// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "relay/ports/clock.hpp"
#include "storage/job.hpp"

namespace relay::storage {

struct WriterSettings {
  std::size_t batch_jobs{256};
  std::size_t batch_bytes{4U << 20U};
  std::size_t wal_pages{1024};                       // a log of 4 MiB is checkpointed between two batches,
  Milliseconds idle{1'000};                          // a shorter one when nothing came for this long
  Milliseconds sweep{60'000};                        // how often there may be something to forget
  std::function<void(std::size_t jobs)> on_batch{};  // for tests; on the writer thread, after each commit
  // Posted with the outcomes of each batch that changed something: how long its transaction took, to the end of the
  // commit.
  std::function<void(std::chrono::nanoseconds)> on_commit{};
  // Posted once when upkeep met an `io` error: no call is there to hear of it.
  std::function<void(const Error&)> on_failure{};
};

// The only thread that touches the database. It drains what queued while the last batch was committed and commits it as
// one (natural group commit): an idle system pays one fdatasync a job, a busy one shares it. After an `io` error it
// never touches the disk again; every job fails with that error (promise P10).
class WriterThread {
 public:
  // One small step of upkeep; true while more remains. Runs when nobody waits, and once a sweep under steady load.
  using Chore = std::function<Result<bool>(Database&)>;

  // `clock` outlives this. Completions are posted through `executor`, whose context outlives this too.
  WriterThread(boost::asio::any_io_executor executor, const ports::Clock& clock, std::unique_ptr<Database> database,
               WriterSettings settings, Chore chore);
  // Drains the queue, then checkpoints and closes.
  ~WriterThread();
  WriterThread(const WriterThread&) = delete;
  WriterThread& operator=(const WriterThread&) = delete;

  // Work is Database& -> Result<T>, called on the writer thread, perhaps twice. Resumes after the commit. Cancelling
  // the coroutine does not cancel the work: a verified alert is stored even when nobody waits for the answer.
  template <class T, class Work>
  [[nodiscard]] boost::asio::awaitable<Result<T>> execute(std::size_t bytes, Work work) {
    auto initiation = [this, bytes](auto handler, Work inner) {
      using Handler = decltype(handler);
      push(std::make_unique<HandlerJob<T, Work, Handler>>(bytes, std::move(inner), std::move(handler)));
    };
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void(Result<T>)>(
        std::move(initiation), boost::asio::use_awaitable, std::move(work));
  }

  // Work is called once, on the writer thread, outside any transaction and between two batches, which wait for it: a
  // millisecond, not more. It changes nothing in the database.
  template <class T, class Work>
  [[nodiscard]] boost::asio::awaitable<Result<T>> execute_aside(Work work) {
    auto initiation = [this](auto handler, Work inner) {
      using Handler = decltype(handler);
      push_aside(std::make_unique<HandlerJob<T, Work, Handler>>(0, std::move(inner), std::move(handler)));
    };
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void(Result<T>)>(
        std::move(initiation), boost::asio::use_awaitable, std::move(work));
  }

 private:
  void push(std::unique_ptr<Job> job);
  void push_aside(std::unique_ptr<Job> job);
  void run_aside();
  void loop();
  Jobs take();  // empty: nothing came in time, or stopping
  [[nodiscard]] bool is_stopping();
  [[nodiscard]] Milliseconds patience() const;
  void settle(Jobs jobs);
  // How long the commit took; empty when nothing was changed.
  [[nodiscard]] std::optional<std::chrono::nanoseconds> run(const Jobs& jobs);
  void do_chore();
  void keep_log_short(bool idle);
  void note(const Result<void>& done);
  void note_upkeep(const Result<void>& done);
  void close();

  boost::asio::any_io_executor executor_;
  const ports::Clock& clock_;
  std::unique_ptr<Database> database_;
  WriterSettings settings_;
  Chore chore_;
  std::optional<Error> failed_;
  bool chore_remains_{true};
  BootTime next_sweep_{};

  std::mutex mutex_;  // guards queue_, aside_ and stopping_; all else belongs to the thread
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Job>> queue_;
  std::deque<std::unique_ptr<Job>> aside_;  // runs outside transactions
  bool stopping_{false};
  std::thread thread_;
};

}  // namespace relay::storage
