// SPDX-License-Identifier: MIT
#include "relay/pipeline/wake_signal.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gtest/gtest.h>

#include "support/run_coroutine.hpp"

namespace relay::pipeline {
namespace {

TEST(WakeSignal, ReturnsAtOnceWhenNotifiedBefore) {
  boost::asio::io_context io;
  WakeSignal signal(io.get_executor());
  signal.notify();
  test::run_coroutine(io, signal.wait());
}

TEST(WakeSignal, WakesTheOneWhoWaitsAndIsThenUnset) {
  boost::asio::io_context io;
  WakeSignal signal(io.get_executor());
  int woken = 0;
  const auto count = [&](std::exception_ptr) { ++woken; };
  boost::asio::co_spawn(io, signal.wait(), count);
  io.poll();
  EXPECT_EQ(woken, 0);
  signal.notify();
  io.poll();
  EXPECT_EQ(woken, 1);
  io.restart();
  boost::asio::co_spawn(io, signal.wait(), count);
  io.poll();
  EXPECT_EQ(woken, 1);
  signal.notify();
  io.poll();
  EXPECT_EQ(woken, 2);
}

}  // namespace
}  // namespace relay::pipeline
