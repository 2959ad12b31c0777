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
  must(begin_attempt(*spool.database, 1, "key", spool.moment));
  EXPECT_EQ(must(next_delivery(*spool.database, "ops", kNow, "uid"))->progress.attempts, 1U);
}

TEST(Attempts, BeginAtTheOldestThatIsDue) {
  SpoolFile spool;
  EXPECT_FALSE(must(begin_next(*spool.database, "ops", "key", "uid", spool.moment)).has_value());
  spool.append("one");
  spool.append("two");
  const auto attempt = must(begin_next(*spool.database, "ops", "key", "uid", spool.moment));
  ASSERT_TRUE(attempt.has_value());
  EXPECT_EQ(attempt->delivery.id, 1);
  EXPECT_EQ(attempt->delivery.progress.attempts, 0U);
  EXPECT_EQ(spool.count("attempt WHERE delivery = 1 AND ended IS NULL"), 1);
  EXPECT_EQ(spool.count("delivery WHERE id = 1 AND attempts = 1"), 1);
}

TEST(Attempts, NeedAWaitingDelivery) {
  SpoolFile spool;
  EXPECT_EQ(begin_attempt(*spool.database, 1, "key", spool.moment).error().kind, ErrorKind::not_found);
  spool.append("one");
  const auto attempt = must(begin_attempt(*spool.database, 1, "key", spool.moment));
  must(end_attempt(*spool.database, attempt, outcome(State::shown, VerdictKind::shown), spool.moment));
  EXPECT_EQ(begin_attempt(*spool.database, 1, "key", spool.moment).error().kind, ErrorKind::not_found);
}

TEST(Attempts, EndOnce) {
  SpoolFile spool;
  spool.append("one");
  const auto attempt = must(begin_attempt(*spool.database, 1, "key", spool.moment));
  const ports::Outcome shown = outcome(State::shown, VerdictKind::shown);
  must(end_attempt(*spool.database, attempt, shown, spool.moment));
  EXPECT_EQ(end_attempt(*spool.database, attempt, shown, spool.moment).error().kind, ErrorKind::not_found);
  EXPECT_EQ(spool.count("attempt WHERE verdict = 'shown' AND detail = 'errcode 0'"), 1);
}

TEST(Attempts, OutcomeMovesTheDelivery) {
  SpoolFile spool;
  spool.append("one");
  const auto attempt = must(begin_attempt(*spool.database, 1, "key", spool.moment));
  ports::Outcome busy = outcome(State::pending, VerdictKind::busy);
  busy.progress.busy = 1;
  busy.due = kNow + 2s;
  must(end_attempt(*spool.database, attempt, busy, spool.moment));
  EXPECT_FALSE(must(next_delivery(*spool.database, "ops", kNow + 1s, "uid")).has_value());
  EXPECT_EQ(must(next_delivery(*spool.database, "ops", kNow + 2s, "uid"))->progress.busy, 1U);
}

TEST(Attempts, OutcomeMayBlockTheRobot) {
  SpoolFile spool;
  spool.append("one");
  const auto attempt = must(begin_attempt(*spool.database, 1, "key", spool.moment));
  ports::Outcome blocked = outcome(State::pending, VerdictKind::rate_blocked);
  blocked.reason = Reason::rate_limit;
  blocked.blocked_until = kNow + 605s;
  must(end_attempt(*spool.database, attempt, blocked, spool.moment));
  EXPECT_EQ(must(read_block(*spool.database, "key", kNow))->until, kNow + 605s);
}

TEST(Attempts, AbortedOneStaysOpen) {
  SpoolFile spool;
  spool.append("one");
  const auto attempt = must(begin_attempt(*spool.database, 1, "key", spool.moment));
  must(end_attempt(*spool.database, attempt, outcome(State::pending, VerdictKind::aborted), spool.moment));
  EXPECT_EQ(must(close_interrupted(*spool.database, spool.moment)), 1);
}

TEST(Attempts, InterruptedOneIsTriedOnceMore) {
  SpoolFile spool;
  spool.append("one");
  must(begin_attempt(*spool.database, 1, "key", spool.moment));
  EXPECT_EQ(must(close_interrupted(*spool.database, spool.moment)), 1);
  EXPECT_EQ(must(earliest_due(*spool.database, "ops")), kNow + 5s);
  const auto found = must(next_delivery(*spool.database, "ops", kNow + 5s, "uid"));
  EXPECT_EQ(found->progress, (delivery::Progress{1, 0, 0, 1, {}}));
}

TEST(Attempts, InterruptedTwiceIsUnknown) {
  SpoolFile spool;
  spool.append("one");
  for (int i = 0; i < 2; ++i) {
    must(begin_attempt(*spool.database, 1, "key", spool.moment));
    EXPECT_EQ(must(close_interrupted(*spool.database, spool.moment)), 1);
  }
  EXPECT_FALSE(must(earliest_due(*spool.database, "ops")).has_value());
  EXPECT_EQ(spool.count("delivery WHERE state = 'unknown'"), 1);
  EXPECT_EQ(spool.count("attempt WHERE verdict = 'unknown' AND counts = 1"), 2);
}

TEST(Attempts, NothingInterrupted) {
  SpoolFile spool;
  EXPECT_EQ(must(close_interrupted(*spool.database, spool.moment)), 0);
}

}  // namespace
}  // namespace relay::storage
