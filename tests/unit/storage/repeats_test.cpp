// SPDX-License-Identifier: MIT
#include "storage/repeats.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/counters.hpp"
#include "storage/delivery_change.hpp"
#include "storage/digests.hpp"
#include "storage/singles.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::Slot;
using delivery::State;

constexpr Milliseconds kInterval = 10min;

class RepeatsTest : public testing::Test {
 protected:
  ports::Appended add(const std::string& issue = "issue-1") {
    ports::NewAlert alert = SpoolFile::alert("alert " + std::to_string(++made_));
    alert.alert.issue_id = issue;
    alert.received = spool.moment.wall;
    alert.destinations[0].repeat_interval = kInterval;
    return spool.append(alert);
  }

  std::optional<ports::StartedAttempt> begin() {
    const ports::NextSingle next{"ops", "key", 0, [](const delivery::Backlog&) { return std::optional(Slot::single); },
                                 spool.moment.now};
    return must(begin_single(*spool.database, next, "uid", spool.moment));
  }

  void end(const ports::StartedAttempt& attempt, State state, std::optional<BootTime> due = std::nullopt) {
    ports::Outcome outcome{};
    outcome.state = state;
    outcome.progress = attempt.delivery.progress;
    ++outcome.progress.attempts;
    outcome.due = due;
    outcome.verdict = state == State::shown ? delivery::VerdictKind::shown : delivery::VerdictKind::busy;
    must(end_attempt(*spool.database, attempt.id, outcome, spool.moment));
  }

  // Nobody answered: it may have been shown, and goes once more.
  void leave_in_doubt(ports::StartedAttempt attempt) {
    ++attempt.delivery.progress.unknown;
    end(attempt, State::pending, spool.moment.now + 5s);
  }

  void expect_counters_agree() {
    for (const auto& [state, count] : must(read_counters(*spool.database)).deliveries) {
      EXPECT_EQ(count, in_state(state)) << to_string(state);
    }
  }

  delivery::Backlog waiting() { return must(read_waiting(*spool.database, "ops", 0, spool.moment)).backlog; }

  std::int64_t in_state(State state) {
    return spool.count("delivery WHERE state = '" + std::string(to_string(state)) + "'");
  }

  SpoolFile spool;

 private:
  int made_{0};
};

TEST_F(RepeatsTest, ABurstIsOneMessage) {
  add();
  spool.advance(1s);
  add();
  add();
  add("issue-2");
  const auto first = begin();
  ASSERT_TRUE(first.has_value());
  ASSERT_TRUE(first->delivery.riders.has_value());
  EXPECT_EQ(first->delivery.riders->count, 2);
  EXPECT_EQ(first->delivery.riders->since, kWall + 1s);
  end(*first, State::shown);
  EXPECT_EQ(in_state(State::shown), 1);
  EXPECT_EQ(in_state(State::digested), 2);
  EXPECT_EQ(spool.count("delivery WHERE told_by = 1 AND ended_wall IS NOT NULL"), 2);
  EXPECT_EQ(spool.count("alert WHERE finished_wall IS NOT NULL"), 3);
  const auto second = begin();
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(second->delivery.alert.issue_id, "issue-2");
  EXPECT_FALSE(second->delivery.riders.has_value());
}

TEST_F(RepeatsTest, WhatComesWithinTheIntervalWaitsForItsEnd) {
  add();
  end(*begin(), State::shown);
  spool.advance(1min);
  add();
  spool.advance(1min);
  add();
  EXPECT_FALSE(begin().has_value());
  EXPECT_EQ(spool.earliest_due(), kNow + kInterval);
  spool.advance(8min);
  const auto next = begin();
  ASSERT_TRUE(next.has_value());
  EXPECT_EQ(next->delivery.id, 2);
  EXPECT_EQ(next->delivery.riders->count, 1);
  end(*next, State::shown);
  EXPECT_EQ(in_state(State::pending), 0);
  add();
  EXPECT_EQ(spool.earliest_due(), spool.moment.now + kInterval);
}

TEST_F(RepeatsTest, ThoseOfOneMessageAreOneThatWaits) {
  add();
  end(*begin(), State::shown);
  add();
  add();
  spool.advance(kInterval);
  EXPECT_EQ(waiting().ready, 1U);
  EXPECT_EQ(waiting().mergeable, 1U);  // else the planner would make a digest of them
  add("issue-2");
  EXPECT_EQ(waiting().mergeable, 2U);
}

TEST_F(RepeatsTest, WhatComesDuringTheAttemptIsNotOnItsMessage) {
  add();
  add();
  const auto first = begin();
  add();
  end(*first, State::shown);
  EXPECT_EQ(in_state(State::digested), 1);
  EXPECT_EQ(in_state(State::pending), 1);
  EXPECT_FALSE(begin().has_value());
  EXPECT_EQ(spool.earliest_due(), kNow + kInterval);
}

TEST_F(RepeatsTest, AMessageThatWasNotShownSettlesNobody) {
  add();
  add();
  end(*begin(), State::pending, kNow + 2s);
  EXPECT_EQ(in_state(State::pending), 2);
  const auto again = begin();  // the other one goes in its place, and counts it
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->delivery.id, 2);
  EXPECT_EQ(again->delivery.riders->count, 1);
}

TEST_F(RepeatsTest, OneThatMayHaveBeenShownGoesAlone) {
  add();
  add();
  leave_in_doubt(*begin());
  EXPECT_EQ(waiting().ready, 0U);  // its rider goes nowhere else: it may have been read of
  spool.advance(5s);
  const auto again = begin();
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->delivery.id, 1);  // of rank "alone", so first
  end(*again, State::shown);
  EXPECT_EQ(in_state(State::digested), 1);
}

TEST_F(RepeatsTest, NoDigestTakesRidersOfWhatMayHaveBeenShown) {
  add();
  add();
  leave_in_doubt(*begin());
  add("issue-2");
  const auto digest = must(open_digest(*spool.database, "ops", "uid"));
  EXPECT_EQ(gathered(spool, digest.id).build({{}}, {}).alerts, 1);
  must(change_digest(*spool.database, digest.id, {State::shown, {}, {}, ports::DigestFate::keep}, spool.moment.now));
  EXPECT_EQ(must(settle_members(*spool.database, digest.id, spool.moment)), 1);
  EXPECT_EQ(in_state(State::pending), 2);
}

TEST_F(RepeatsTest, RidersEndWithWhatMayHaveBeenShown) {
  for (const State end_of_leader : {State::unknown, State::dead, State::expired, State::discarded}) {
    const std::string issue = "issue of " + std::string(to_string(end_of_leader));
    const std::int64_t before = in_state(State::unknown);
    add(issue);
    const ports::AlertId rider = add(issue).id;
    leave_in_doubt(*begin());
    spool.advance(5s);
    end(*begin(), end_of_leader);
    EXPECT_EQ(spool.count("delivery WHERE alert = " + std::to_string(rider) + " AND state = 'unknown'"), 1) << issue;
    EXPECT_EQ(in_state(State::unknown), before + (end_of_leader == State::unknown ? 2 : 1)) << issue;
    EXPECT_EQ(in_state(State::pending), 0) << issue;
    EXPECT_EQ(spool.count("alert WHERE finished_wall IS NULL"), 0) << issue;
  }
  expect_counters_agree();
}

// By the caretaker of robots that left, while the last answer is awaited.
TEST_F(RepeatsTest, NothingIsBoundToWhatEndedMeanwhile) {
  add();
  add();
  const auto attempt = begin();
  must(end_delivery(*spool.database, attempt->delivery.id, State::expired, spool.moment));
  leave_in_doubt(*attempt);
  EXPECT_EQ(in_state(State::pending), 1);
  EXPECT_EQ(waiting().ready, 1U);
}

TEST_F(RepeatsTest, AMessageCutOffByAStopKeepsItsRiders) {
  add();
  add();
  (void)begin();
  EXPECT_EQ(must(close_interrupted(*spool.database, spool.moment)), 1);
  EXPECT_EQ(waiting().ready, 0U);
  spool.reboot("boot-b", BootTime{1min});
  add();
  const auto again = begin();
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->delivery.id, 1);
  ASSERT_TRUE(again->delivery.riders.has_value());
  EXPECT_EQ(again->delivery.riders->count, 1);
}

TEST_F(RepeatsTest, WhatMayHaveBeenShownIsSentAgainWithTheSameRiders) {
  add();
  add();
  leave_in_doubt(*begin());
  spool.advance(5s);
  add();  // DingTalk may drop the repeat, and then nobody has read of this one
  const auto again = begin();
  ASSERT_TRUE(again->delivery.riders.has_value());
  EXPECT_EQ(again->delivery.riders->count, 1);
  end(*again, State::shown);
  EXPECT_EQ(in_state(State::digested), 1);
  EXPECT_EQ(in_state(State::pending), 1);
}

TEST_F(RepeatsTest, ADigestTakesThoseThatWait) {
  add();
  end(*begin(), State::shown);
  add();
  add();
  const auto digest = must(open_digest(*spool.database, "ops", "uid"));
  EXPECT_EQ(gathered(spool, digest.id).build({{}}, {}).alerts, 2);
}

TEST_F(RepeatsTest, CountersAgreeWithTheRows) {
  add();
  add();
  add();
  end(*begin(), State::shown);
  expect_counters_agree();
}

TEST_F(RepeatsTest, ARestartOfTheMachineKeepsTheInterval) {
  add();
  end(*begin(), State::shown);
  spool.moment.wall += 4min;
  spool.reboot("boot-b", BootTime{1min});
  add();
  EXPECT_EQ(spool.earliest_due(), BootTime{1min} + 6min);
}

// The clock was a year ahead when the message was shown, and is right again: nobody waits for a year.
TEST_F(RepeatsTest, AClockThatWasSetBackHoldsNobodyForLonger) {
  add();
  spool.moment.wall += 24h * 365;
  end(*begin(), State::shown);
  spool.moment.wall -= 24h * 365;
  add();
  EXPECT_EQ(spool.earliest_due(), kNow + kInterval);
}

// A digest that may have been seen goes once more as it was: no message of its own takes a member from it.
TEST_F(RepeatsTest, MembersOfADigestUnderWayDoNotRide) {
  add();
  add();
  const auto digest = must(open_digest(*spool.database, "ops", "uid"));
  add();
  add();
  const ports::NextSingle next{"ops", "key", digest.last,
                               [](const delivery::Backlog&) { return std::optional(Slot::single); }, spool.moment.now};
  const auto attempt = must(begin_single(*spool.database, next, "uid", spool.moment));
  ASSERT_TRUE(attempt.has_value());
  EXPECT_EQ(attempt->delivery.id, 3);
  ASSERT_TRUE(attempt->delivery.riders.has_value());
  EXPECT_EQ(attempt->delivery.riders->count, 1);
  end(*attempt, State::shown);
  EXPECT_EQ(spool.count("delivery WHERE id <= 2 AND state = 'pending'"), 2);
  EXPECT_EQ(in_state(State::digested), 1);
}

TEST_F(RepeatsTest, RowsThatNothingNeedsAreDropped) {
  add("issue-1");
  end(*begin(), State::shown);
  add("issue-1");
  add("issue-2");
  end(*begin(), State::shown);
  EXPECT_FALSE(must(drop_repeats(*spool.database, kWall + kInterval)));
  EXPECT_EQ(spool.count("repeat"), 1);  // the one that an alert waits for
  spool.advance(kInterval);
  end(*begin(), State::shown);
  EXPECT_FALSE(must(drop_repeats(*spool.database, kWall + 3 * kInterval)));
  EXPECT_EQ(spool.count("repeat"), 0);
}

}  // namespace
}  // namespace relay::storage
