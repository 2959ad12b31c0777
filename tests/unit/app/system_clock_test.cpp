// SPDX-License-Identifier: MIT
#include "app/system_clock.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "support/run_coroutine.hpp"

namespace relay::app {
namespace {

using namespace std::chrono_literals;

TEST(SystemClock, SleepsUntilTheInstant) {
  boost::asio::io_context io;
  SystemClock clock;
  const BootTime due = clock.boot_now() + 20ms;
  test::run_coroutine(io, clock.sleep_until(due));
  EXPECT_GE(clock.boot_now(), due);
}

TEST(SystemClock, DoesNotSleepForThePast) {
  boost::asio::io_context io;
  SystemClock clock;
  test::run_coroutine(io, clock.sleep_until(clock.boot_now() - 1h));
}

}  // namespace
}  // namespace relay::app
