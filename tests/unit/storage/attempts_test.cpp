// SPDX-License-Identifier: MIT
#include "storage/attempts.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/block.hpp"
#include "storage/deliveries.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::Reason;
using delivery::State;
using delivery::VerdictKind;

ports::Outcome outcome(State state, VerdictKind verdict) {
  return {state, {1, 0, 0, 0, {}}, {}, verdict, Reason::none, "errcode 0", true, {}};
}

TEST(Attempts, AreCountedBeforeTheRequestLeaves) {
  SpoolFile spool;
  spool.append("one");
  spool.begin_attempt(1, "key");
  EXPECT_EQ(spool.next("ops", kNow)->progress.attempts, 1U);
}

TEST(Attempts, NeedAWaitingDelivery) {
  SpoolFile spool;
  EXPECT_EQ(begin_attempt(*spool.database, 1, "key", delivery::Slot::single, spool.moment).error().kind,
            ErrorKind::not_found);
  spool.append("one");
  const auto attempt = spool.begin_attempt(1, "key");
  must(end_attempt(*spool.database, attempt, outcome(State::shown, VerdictKind::shown), spool.moment));
  EXPECT_EQ(begin_attempt(*spool.database, 1, "key", delivery::Slot::single, spool.moment).error().kind,
            ErrorKind::not_found);
}

TEST(Attempts, EndOnce) {
  SpoolFile spool;
  spool.append("one");
  const auto attempt = spool.begin_attempt(1, "key");
  const ports::Outcome shown = outcome(State::shown, VerdictKind::shown);
  must(end_attempt(*spool.database, attempt, shown, spool.moment));
  EXPECT_EQ(end_attempt(*spool.database, attempt, shown, spool.moment).error().kind, ErrorKind::not_found);
  EXPECT_EQ(spool.count("attempt WHERE verdict = 'shown' AND detail = 'errcode 0'"), 1);
}

TEST(Attempts, OutcomeMovesTheDelivery) {
  SpoolFile spool;
  spool.append("one");
  const auto attempt = spool.begin_attempt(1, "key");
  ports::Outcome busy = outcome(State::pending, VerdictKind::busy);
  busy.progress.busy = 1;
  busy.due = kNow + 2s;
  must(end_attempt(*spool.database, attempt, busy, spool.moment));
  EXPECT_FALSE(spool.next("ops", kNow + 1s).has_value());
  EXPECT_EQ(spool.next("ops", kNow + 2s)->progress.busy, 1U);
}

TEST(Attempts, OutcomeMayBlockTheRobot) {
  SpoolFile spool;
  spool.append("one");
  const auto attempt = spool.begin_attempt(1, "key");
  ports::Outcome blocked = outcome(State::pending, VerdictKind::rate_blocked);
  blocked.reason = Reason::rate_limit;
  blocked.blocked_until = kNow + 605s;
  must(end_attempt(*spool.database, attempt, blocked, spool.moment));
  EXPECT_EQ(must(read_block(*spool.database, "key", kNow))->until, kNow + 605s);
}

TEST(Attempts, AbortedOneStaysOpen) {
  SpoolFile spool;
  spool.append("one");
  const auto attempt = spool.begin_attempt(1, "key");
  must(end_attempt(*spool.database, attempt, outcome(State::pending, VerdictKind::aborted), spool.moment));
  EXPECT_EQ(must(close_interrupted(*spool.database, spool.moment)), 1);
}

TEST(Attempts, InterruptedOneIsTriedOnceMore) {
  SpoolFile spool;
  spool.append("one");
  spool.begin_attempt(1, "key");
  EXPECT_EQ(must(close_interrupted(*spool.database, spool.moment)), 1);
  EXPECT_EQ(spool.earliest_due("ops"), kNow + 5s);
  const auto found = spool.next("ops", kNow + 5s);
  EXPECT_EQ(found->progress, (delivery::Progress{1, 0, 0, 1, {}}));
}

TEST(Attempts, InterruptedTwiceIsUnknown) {
  SpoolFile spool;
  spool.append("one");
  for (int i = 0; i < 2; ++i) {
    spool.begin_attempt(1, "key");
    EXPECT_EQ(must(close_interrupted(*spool.database, spool.moment)), 1);
  }
  EXPECT_FALSE(spool.earliest_due("ops").has_value());
  EXPECT_EQ(spool.count("delivery WHERE state = 'unknown'"), 1);
  EXPECT_EQ(spool.count("attempt WHERE verdict = 'unknown' AND counts = 1"), 2);
}

TEST(Attempts, NothingInterrupted) {
  SpoolFile spool;
  EXPECT_EQ(must(close_interrupted(*spool.database, spool.moment)), 0);
}

}  // namespace
}  // namespace relay::storage
