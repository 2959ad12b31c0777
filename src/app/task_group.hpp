// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <functional>
#include <list>
#include <string>

#include "relay/base/time.hpp"

namespace relay::app {

// Owns coroutines: can wait for their end, cancels those that do not end in time, and hears of escaped exceptions.
class TaskGroup {
 public:
  // A task ended by an exception: a bug.
  using OnBug = std::function<void(const std::string& task, const std::string& what)>;

  // `io` outlives it.
  TaskGroup(boost::asio::io_context& io, OnBug on_bug);

  // `on_end` is called once the coroutine is gone, however it ended.
  void spawn(std::string name, boost::asio::awaitable<void> work, std::function<void()> on_end = {});

  // Returns when all have ended, or half a second after those that had not within `grace` were cancelled.
  boost::asio::awaitable<void> finish(Milliseconds grace);

 private:
  struct Task {
    std::string name{};
    std::function<void()> on_end{};
    boost::asio::cancellation_signal cancel{};
  };
  using Tasks = std::list<Task>;

  void end(Tasks::iterator task, const std::exception_ptr& error);

  boost::asio::io_context& io_;
  OnBug on_bug_;
  Tasks tasks_;
  boost::asio::steady_timer all_ended_;
};

}  // namespace relay::app
