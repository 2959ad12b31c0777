// SPDX-License-Identifier: MIT
#include "storage/block.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::Reason;

TEST(Block, EndsByItself) {
  SpoolFile spool;
  must(set_block(*spool.database, "key", {kNow + 605s, Reason::rate_limit}, kNow, kWall));
  const auto block = must(read_block(*spool.database, "key", kNow + 604s));
  ASSERT_TRUE(block.has_value());
  EXPECT_EQ(block->until, kNow + 605s);
  EXPECT_EQ(block->reason, Reason::rate_limit);
  EXPECT_FALSE(must(read_block(*spool.database, "key", kNow + 605s)).has_value());
  EXPECT_FALSE(must(read_block(*spool.database, "other", kNow)).has_value());
}

TEST(Block, IsNeverShortened) {
  SpoolFile spool;
  must(set_block(*spool.database, "key", {kNow + 605s, Reason::rate_limit}, kNow, kWall));
  must(set_block(*spool.database, "key", {kNow + 60s, Reason::address_rate_limit}, kNow, kWall));
  EXPECT_EQ(must(read_block(*spool.database, "key", kNow))->reason, Reason::rate_limit);
}

TEST(Block, EveryReasonComesBack) {
  SpoolFile spool;
  for (const Reason reason :
       {Reason::none, Reason::busy, Reason::quota, Reason::address_rate_limit, Reason::clock_skew}) {
    const std::string key(delivery::to_string(reason));
    must(set_block(*spool.database, key, {kNow + 1s, reason}, kNow, kWall));
    EXPECT_EQ(must(read_block(*spool.database, key, kNow))->reason, reason);
  }
}

TEST(Block, AfterARestartOfTheMachineItRestsOnTheWallClock) {
  struct Case {
    const char* what;
    Milliseconds block;
    Milliseconds wall_moved;
    std::optional<Milliseconds> remains;
  };
  const Case cases[] = {
      {"the rest of it", 605s, 100s, 505s},
      {"it is over", 605s, 700s, std::nullopt},
      {"a long one is carried for ten minutes", 24h, 60s, 605s},
      {"the clock went back: all of it", 605s, -1ms, 605s},
      {"the clock went back: all of it, for a short one too", 30s, -1h, 605s},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    SpoolFile spool;
    must(set_block(*spool.database, "key", {kNow + c.block, Reason::rate_limit}, kNow, kWall));
    spool.moment.wall += c.wall_moved;
    spool.reboot("boot-b", BootTime{5s});
    const auto block = must(read_block(*spool.database, "key", BootTime{5s}));
    EXPECT_EQ(block ? std::optional(block->until - BootTime{5s}) : std::nullopt, c.remains);
  }
}

}  // namespace
}  // namespace relay::storage
