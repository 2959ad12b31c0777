// SPDX-License-Identifier: MIT
#include "storage/counters.hpp"

#include <gtest/gtest.h>
#include <map>

#include "spool_file.hpp"

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
