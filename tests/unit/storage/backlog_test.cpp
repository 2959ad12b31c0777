// SPDX-License-Identifier: MIT
#include "storage/backlog.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/delivery_change.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::State;

delivery::Backlog backlog(SpoolFile& spool, ports::DeliveryId behind = 0) {
  return must(read_waiting(*spool.database, "ops", behind, spool.moment)).backlog;
}

void set(SpoolFile& spool, ports::DeliveryId id, const delivery::Progress& progress, BootTime due) {
  must(change_delivery(*spool.database, id, {State::pending, progress, due}, spool.moment));
}

TEST(Backlog, NobodyWaits) {
  SpoolFile spool;
  const delivery::Backlog found = backlog(spool);
  EXPECT_EQ(found.ready, 0U);
  EXPECT_FALSE(found.oldest.has_value());
  EXPECT_FALSE(found.next_due.has_value());
}

TEST(Backlog, CountsWhatIsReadyAndHowOldItIs) {
  SpoolFile spool;
  spool.append("one");
  spool.advance(10s);
  spool.append("two");
  spool.append("three");
  set(spool, 3, {1, 1, 0, 0, {}}, spool.moment.now + 2s);
  spool.advance(1s);
  const delivery::Backlog found = backlog(spool);
  EXPECT_EQ(found.ready, 2U);
  EXPECT_EQ(found.mergeable, 2U);
  EXPECT_EQ(found.oldest, kNow);
  EXPECT_EQ(found.next_due, kNow + 12s);
}

TEST(Backlog, WhatMayHaveBeenShownOrWasRefusedGoesAlone) {
  SpoolFile spool;
  spool.append("one");
  spool.append("two");
  spool.append("three");
  set(spool, 1, {1, 0, 0, 1, {}}, BootTime{});
  set(spool, 2, {1, 0, 0, 0, delivery::Form::plain}, BootTime{});
  const delivery::Backlog found = backlog(spool);
  EXPECT_EQ(found.ready, 3U);
  EXPECT_EQ(found.mergeable, 1U);
}

TEST(Backlog, LeavesTheMembersOfADigestOut) {
  SpoolFile spool;
  spool.append("member");
  spool.append("refused");
  set(spool, 2, {1, 0, 0, 0, delivery::Form::plain}, BootTime{});
  spool.append("later");
  const delivery::Backlog found = backlog(spool, 2);
  EXPECT_EQ(found.ready, 2U) << "the refused one goes alone, whatever the digest does";
  EXPECT_EQ(found.mergeable, 1U);
}

TEST(Backlog, KnowsTheAgeOfAnAlertOfAnotherBoot) {
  SpoolFile spool;
  spool.append("one");
  spool.advance(1h);
  spool.reboot("boot-b", BootTime{5s});
  EXPECT_EQ(backlog(spool).oldest, BootTime{5s} - 1h);
}

TEST(Backlog, StopsCountingWhereThePlannerStopsLooking) {
  SpoolFile spool;
  for (int i = 0; i < kBacklogCounted + 50; ++i) {
    spool.append(std::to_string(i));
  }
  EXPECT_EQ(backlog(spool).ready, static_cast<std::size_t>(kBacklogCounted));
}

TEST(Backlog, SaysThatTheRobotIsPaused) {
  SpoolFile spool;
  spool.append("one");
  EXPECT_FALSE(must(read_waiting(*spool.database, "ops", 0, spool.moment)).backlog.paused);
  must(set_paused(*spool.database, "ops", kWall));
  const Waiting waiting = must(read_waiting(*spool.database, "ops", 0, spool.moment));
  EXPECT_TRUE(waiting.backlog.paused);
  EXPECT_EQ(waiting.backlog.ready, 1U);
}

}  // namespace
}  // namespace relay::storage
