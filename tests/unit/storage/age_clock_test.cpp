// SPDX-License-Identifier: MIT
#include "storage/age_clock.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;

TEST(AgeClock, FollowsTheWallClock) {
  AgeClock clock;
  EXPECT_EQ(clock.now(kNow, kWall), kWall);
  EXPECT_EQ(clock.now(kNow + 1min, kWall + 1min), kWall + 1min);
  EXPECT_EQ(clock.now(kNow + 1min, kWall + 50min), kWall + 50min);
}

TEST(AgeClock, LeavesOutAJump) {
  for (const Milliseconds jump : {Milliseconds(61min), Milliseconds(-61min), Milliseconds(24h * 365)}) {
    AgeClock clock;
    ASSERT_EQ(clock.now(kNow, kWall), kWall);
    EXPECT_EQ(clock.now(kNow + 1s, kWall + 1s + jump), kWall + 1s);
    EXPECT_EQ(clock.now(kNow + 1h, kWall + 1h + jump), kWall + 1h);
  }
}

TEST(AgeClock, ManySmallStepsAreNoJump) {
  AgeClock clock;
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(clock.now(kNow, kWall + i * 30min), kWall + i * 30min);
  }
}

}  // namespace
}  // namespace relay::storage
