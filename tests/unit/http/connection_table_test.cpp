// SPDX-License-Identifier: MIT
#include "http/connection_table.hpp"

#include <gtest/gtest.h>

namespace relay::http {
namespace {

SteadyTime at(int second) { return SteadyTime{std::chrono::seconds{second}}; }

TEST(ConnectionTable, IsFullAtItsLimit) {
  ConnectionTable table(2);
  table.add(1, at(0));
  EXPECT_FALSE(table.is_full());
  table.add(2, at(0));
  EXPECT_TRUE(table.is_full());
  table.remove(1);
  EXPECT_FALSE(table.is_full());
}

TEST(ConnectionTable, TheLongestInItsHeadersGoesFirst) {
  ConnectionTable table(9);
  table.add(1, at(0));
  table.add(2, at(1));
  table.add(3, at(2));
  table.set_phase(1, Phase::busy, at(3));
  EXPECT_EQ(table.victim(), ConnectionId{2});
}

TEST(ConnectionTable, AnIdleOneGoesOnlyWhenNoneIsInItsHeaders) {
  ConnectionTable table(9);
  table.add(1, at(0));
  table.add(2, at(5));
  table.set_phase(1, Phase::idle, at(1));
  EXPECT_EQ(table.victim(), ConnectionId{2});
  table.set_phase(2, Phase::busy, at(6));
  EXPECT_EQ(table.victim(), ConnectionId{1});
}

TEST(ConnectionTable, ABusyOneIsLeftInPeace) {
  ConnectionTable table(9);
  table.add(1, at(0));
  table.set_phase(1, Phase::busy, at(1));
  EXPECT_EQ(table.victim(), std::nullopt);
}

TEST(ConnectionTable, TheSamePhaseAgainDoesNotMakeItYounger) {
  ConnectionTable table(9);
  table.add(1, at(0));
  table.add(2, at(1));
  table.set_phase(1, Phase::head, at(9));
  EXPECT_EQ(table.victim(), ConnectionId{1});
}

TEST(ConnectionLimit, LeavesDescriptorsForOthers) {
  EXPECT_EQ(connection_limit(256, 1024), 256U);
  EXPECT_EQ(connection_limit(256, 200), 136U);
  EXPECT_EQ(connection_limit(256, 64), 32U);
  EXPECT_EQ(connection_limit(256, 1), 1U);
}

}  // namespace
}  // namespace relay::http
