// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <memory>
#include <utility>

#include "storage/job.hpp"

namespace relay::storage {

// Where jobs go to be run, in the order in which they came: a thread of its own, or a simulator's one and only.
class JobRunner {
 public:
  virtual ~JobRunner() = default;

  virtual void push(std::unique_ptr<Job> job) = 0;

  // Work is Database& -> Result<T>, called where the database lives, perhaps twice. Resumes after the commit.
  // Cancelling the coroutine does not cancel the work: a verified alert is stored even when nobody waits for the
  // answer.
  template <class T, class Work>
  [[nodiscard]] boost::asio::awaitable<Result<T>> execute(std::size_t bytes, Work work) {
    auto initiation = [this, bytes](auto handler, Work inner) {
      using Handler = decltype(handler);
      push(std::make_unique<HandlerJob<T, Work, Handler>>(bytes, std::move(inner), std::move(handler)));
    };
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void(Result<T>)>(
        std::move(initiation), boost::asio::use_awaitable, std::move(work));
  }
};

}  // namespace relay::storage
