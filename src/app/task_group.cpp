// SPDX-License-Identifier: MIT
#include "app/task_group.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace relay::app {
namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds kUnwind = 500ms;

// Empty: it ended as it should, or was cancelled.
std::string bug_in(const std::exception_ptr& error) {
  if (!error) {
    return {};
  }
  try {
    std::rethrow_exception(error);
  } catch (const boost::system::system_error& failure) {
    return failure.code() == asio::error::operation_aborted ? std::string{} : failure.what();
  } catch (const std::exception& known) {
    return known.what();
  } catch (...) {
    return "unknown exception";
  }
}

}  // namespace

TaskGroup::TaskGroup(asio::io_context& io, OnBug on_bug)
    : io_(io), on_bug_(std::move(on_bug)), all_ended_(io, asio::steady_timer::time_point::max()) {}

void TaskGroup::spawn(std::string name, asio::awaitable<void> work, std::function<void()> on_end) {
  const auto task = tasks_.emplace(tasks_.end());
  task->name = std::move(name);
  task->on_end = std::move(on_end);
  // Posted: the signal must outlive the handler that is bound to its slot.
  const auto ended = [this, task](std::exception_ptr error) {
    asio::post(io_, [this, task, error] { end(task, error); });
  };
  asio::co_spawn(io_, std::move(work), asio::bind_cancellation_slot(task->cancel.slot(), ended));
}

void TaskGroup::end(Tasks::iterator task, const std::exception_ptr& error) {
  const std::string bug = bug_in(error);
  const std::string name = task->name;
  const auto on_end = std::move(task->on_end);
  tasks_.erase(task);
  if (on_end) {
    on_end();
  }
  if (tasks_.empty()) {
    all_ended_.cancel();
  }
  if (!bug.empty()) {
    on_bug_(name, bug);
  }
}

asio::awaitable<void> TaskGroup::finish(Milliseconds grace) {
  if (tasks_.empty()) {
    co_return;
  }
  all_ended_.expires_after(grace);
  co_await all_ended_.async_wait(asio::as_tuple(asio::use_awaitable));
  if (tasks_.empty()) {
    co_return;
  }
  for (Task& task : tasks_) {
    task.cancel.emit(asio::cancellation_type::terminal);
  }
  all_ended_.expires_after(kUnwind);
  co_await all_ended_.async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace relay::app
