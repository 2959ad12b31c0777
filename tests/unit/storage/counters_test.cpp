// SPDX-License-Identifier: MIT
#include "storage/counters.hpp"

#include <gtest/gtest.h>
#include <map>

#include "spool_file.hpp"
#include "storage/query.hpp"

namespace relay::storage {
namespace {

using delivery::State;

TEST(Counters, BeginWithEveryStateAtZero) {
  SpoolFile spool;
  const ports::SpoolCounts counts = must(read_counters(*spool.database));
  EXPECT_EQ(counts.alerts, 0);
  EXPECT_EQ(counts.duplicates, 0);
  EXPECT_EQ(counts.accepted, 0);
  ASSERT_EQ(counts.deliveries.size(), delivery::kStates.size());
  for (const auto& [state, number] : counts.deliveries) {
    EXPECT_EQ(number, 0) << delivery::to_string(state);
  }
}

TEST(Counters, MoveFromPendingToAnEnd) {
  SpoolFile spool;
  must(count_alert(*spool.database));
  must(count_new(*spool.database, State::pending, 3));
  must(count_ends(*spool.database, State::shown, 1));
  must(count_duplicate(*spool.database, 2));
  const ports::SpoolCounts counts = must(read_counters(*spool.database));
  const std::map<State, std::int64_t> by_state(counts.deliveries.begin(), counts.deliveries.end());
  EXPECT_EQ(counts.alerts, 1);
  EXPECT_EQ(counts.duplicates, 1);
  EXPECT_EQ(counts.accepted, 5);
  EXPECT_EQ(by_state.at(State::pending), 2);
  EXPECT_EQ(by_state.at(State::shown), 1);
  EXPECT_EQ(by_state.at(State::duplicate), 2);
}

TEST(Counters, MoveBetweenAnyTwoStates) {
  SpoolFile spool;
  must(count_new(*spool.database, State::dead, 2));
  must(count_move(*spool.database, State::dead, State::pending, 2));
  const ports::SpoolCounts counts = must(read_counters(*spool.database));
  const std::map<State, std::int64_t> by_state(counts.deliveries.begin(), counts.deliveries.end());
  EXPECT_EQ(counts.accepted, 2);
  EXPECT_EQ(by_state.at(State::dead), 0);
  EXPECT_EQ(by_state.at(State::pending), 2);
}

TEST(Counters, AreWrittenOnceATransaction) {
  SpoolFile spool;
  must(spool.database->begin());
  const std::int64_t before = spool.database->changes();
  for (int i = 0; i < 100; ++i) {
    must(count_alert(*spool.database));
  }
  EXPECT_GT(spool.database->changes(), before);  // a job that fails now has changed something
  EXPECT_EQ(must(read_integer(*spool.database, "SELECT value FROM counter WHERE name = 'alerts'")), 0);
  must(spool.database->commit());
  EXPECT_EQ(must(read_integer(*spool.database, "SELECT value FROM counter WHERE name = 'alerts'")), 100);
}

TEST(Counters, AreReadAsTheTransactionLeavesThem) {
  SpoolFile spool;
  must(spool.database->begin());
  must(count_alert(*spool.database));
  EXPECT_EQ(must(read_counters(*spool.database)).alerts, 1);
  must(count_alert(*spool.database));
  EXPECT_EQ(must(read_counters(*spool.database)).alerts, 2);
  must(spool.database->commit());
  EXPECT_EQ(must(read_counters(*spool.database)).alerts, 2);
}

TEST(Counters, AreUndoneWithTheirTransaction) {
  SpoolFile spool;
  must(spool.database->begin());
  must(count_alert(*spool.database));
  spool.database->rollback();
  must(transact(*spool.database, [](Database& inside) { return count_alert(inside); }));
  EXPECT_EQ(must(read_counters(*spool.database)).alerts, 1);
}

TEST(Counters, RememberHowManyRowsAreForgotten) {
  SpoolFile spool;
  for (const State state : delivery::kStates) {
    EXPECT_EQ(must(read_forgotten(*spool.database, state)), 0) << delivery::to_string(state);
  }
  must(count_forgotten(*spool.database, "shown", 3));
  must(count_forgotten(*spool.database, "shown", 1));
  EXPECT_EQ(must(read_forgotten(*spool.database, State::shown)), 4);
  EXPECT_EQ(must(read_forgotten(*spool.database, State::dead)), 0);
}

}  // namespace
}  // namespace relay::storage
