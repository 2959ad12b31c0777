// SPDX-License-Identifier: MIT
#include "relay/telemetry/spool_watch.hpp"

#include <gtest/gtest.h>

#include "support/manual_clock.hpp"
#include "support/memory_spool.hpp"
#include "support/run_coroutine.hpp"

namespace relay::telemetry {
namespace {

using namespace std::chrono_literals;

class SpoolWatchTest : public testing::Test {
 protected:
  std::optional<ports::SpoolStatus> ask() { return test::run_coroutine(io, watch.latest()); }

  boost::asio::io_context io;
  test::ManualClock clock;
  test::MemorySpool spool;
  SpoolWatch watch{spool, clock};
};

TEST_F(SpoolWatchTest, AsksTheSpoolAtMostOnceASecond) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(ask()->bytes, 4096U);
  }
  EXPECT_EQ(spool.status_calls, 1);
  clock.advance(999ms);
  ask();
  EXPECT_EQ(spool.status_calls, 1);
  spool.stored_status.bytes = 8192;
  clock.advance(1ms);
  EXPECT_EQ(ask()->bytes, 8192U);
  EXPECT_EQ(spool.status_calls, 2);
}

TEST_F(SpoolWatchTest, KnowsNothingOfAFailedSpool) {
  spool.failure = Error{ErrorKind::io, "EIO"};
  EXPECT_FALSE(ask().has_value());
  EXPECT_FALSE(ask().has_value());
  EXPECT_EQ(spool.status_calls, 1);
}

}  // namespace
}  // namespace relay::telemetry
