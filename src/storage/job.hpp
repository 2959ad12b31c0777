// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "relay/base/result.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// One piece of work for the writer thread. Whoever waits for it is told by complete(), exactly once.
class Job {
 public:
  explicit Job(std::size_t bytes) : bytes_(bytes) {}
  virtual ~Job() = default;
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

  // What it will roughly write.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  // On the writer thread, inside a transaction; again from the start when that was undone. The last outcome stands.
  [[nodiscard]] virtual Result<void> run(Database& database) = 0;
  // Its transaction failed as a whole.
  virtual void fail(const Error& error) = 0;
  // Hands the outcome to whoever waits, on their executor: at once where that is the caller's.
  virtual void complete() = 0;

 private:
  std::size_t bytes_;
};

using Jobs = std::vector<std::unique_ptr<Job>>;

// Work is Database& -> Result<T>; Handler takes the Result<T>. The executor of the handler has work until then, so that
// its context keeps running.
template <class T, class Work, class Handler>
class HandlerJob final : public Job {
 public:
  HandlerJob(std::size_t bytes, Work work, Handler handler)
      : Job(bytes),
        work_(std::move(work)),
        handler_(std::move(handler)),
        guard_(boost::asio::get_associated_executor(handler_)) {}

  Result<void> run(Database& database) override {
    outcome_.emplace(work_(database));
    if (!*outcome_) {
      return outcome_->error();
    }
    return boost::system::in_place_value;
  }

  void fail(const Error& error) override { outcome_.emplace(error); }

  void complete() override {
    const auto executor = guard_.get_executor();
    boost::asio::dispatch(executor, [handler = std::move(handler_), outcome = std::move(*outcome_)]() mutable {
      std::move(handler)(std::move(outcome));
    });
    guard_.reset();
  }

 private:
  Work work_;
  std::optional<Result<T>> outcome_;
  Handler handler_;
  boost::asio::executor_work_guard<boost::asio::associated_executor_t<Handler>> guard_;
};

}  // namespace relay::storage
