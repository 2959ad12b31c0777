// SPDX-License-Identifier: MIT
#include "storage/expiry.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/delivery_change.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;

std::int64_t expire(SpoolFile& spool, std::chrono::seconds max_age) {
  return must(expire_deliveries(*spool.database, "ops", max_age, spool.moment));
}

TEST(Expiry, OnlyWhatIsTooOld) {
  SpoolFile spool;
  spool.append("one");
  spool.advance(1h);
  spool.append("two");
  EXPECT_EQ(expire(spool, 2h), 0);
  spool.advance(90min);
  EXPECT_EQ(expire(spool, 2h), 1);
  EXPECT_EQ(spool.count("delivery WHERE id = 1 AND state = 'expired'"), 1);
  EXPECT_EQ(spool.count("delivery WHERE id = 2 AND state = 'pending'"), 1);
}

TEST(Expiry, RetriedOnesToo) {
  SpoolFile spool;
  spool.append("one");
  must(change_delivery(*spool.database, 1, {delivery::State::pending, {}, kNow + 24h}, spool.moment));
  spool.advance(2h);
  EXPECT_EQ(expire(spool, 1h), 1);
}

TEST(Expiry, WithinABootTheWallClockIsNotAsked) {
  SpoolFile spool;
  spool.append("one");
  spool.moment.wall += 24h * 365;
  EXPECT_EQ(expire(spool, 1h), 0);
}

TEST(Expiry, AcrossBootsOnlyTheWallClockKnows) {
  SpoolFile spool;
  spool.append("one");
  spool.moment.wall += 2h;
  spool.reboot("boot-b", BootTime{1s});
  EXPECT_EQ(expire(spool, 3h), 0);
  EXPECT_EQ(expire(spool, 1h), 1);
}

TEST(Expiry, TakesOneStepAtATime) {
  SpoolFile spool;
  for (int i = 0; i < kExpireStep + 10; ++i) {
    spool.append(std::to_string(i));
  }
  spool.advance(2h);
  EXPECT_EQ(expire(spool, 1h), kExpireStep);
  EXPECT_EQ(expire(spool, 1h), 10);
}

TEST(Expiry, UnknownRobotHasNothing) {
  SpoolFile spool;
  EXPECT_EQ(expire(spool, 0s), 0);
}

}  // namespace
}  // namespace relay::storage
