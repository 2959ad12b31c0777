// SPDX-License-Identifier: MIT
#include "app/task_group.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/run_coroutine.hpp"

namespace relay::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

boost::asio::awaitable<void> wait_forever() {
  boost::asio::steady_timer never(co_await boost::asio::this_coro::executor,
                                  std::chrono::steady_clock::time_point::max());
  co_await never.async_wait(boost::asio::use_awaitable);
}

boost::asio::awaitable<void> fail_with(std::string what) {
  throw std::runtime_error(what);
  co_return;
}

class TaskGroupTest : public testing::Test {
 protected:
  boost::asio::io_context io;
  std::vector<std::string> bugs;
  std::vector<std::string> ended;
  TaskGroup tasks{io, [this](const std::string& task, const std::string& what) { bugs.push_back(task + ": " + what); }};
};

TEST_F(TaskGroupTest, SaysWhichTaskHadABug) {
  tasks.spawn("ops", fail_with("broken"), [this] { ended.emplace_back("ops"); });
  test::run_coroutine(io, tasks.finish(1h));
  EXPECT_THAT(bugs, ElementsAre("ops: broken"));
  EXPECT_THAT(ended, ElementsAre("ops"));
}

TEST_F(TaskGroupTest, CancelsWhatDoesNotEndInTime) {
  tasks.spawn("ops", wait_forever(), [this] { ended.emplace_back("ops"); });
  test::run_coroutine(io, tasks.finish(1ms));
  EXPECT_THAT(ended, ElementsAre("ops"));
  EXPECT_THAT(bugs, IsEmpty()) << "being cancelled is no bug";
}

TEST_F(TaskGroupTest, HasNothingToWaitForWhenEmpty) {
  test::run_coroutine(io, tasks.finish(1h));
  EXPECT_THAT(ended, IsEmpty());
}

}  // namespace
}  // namespace relay::app
