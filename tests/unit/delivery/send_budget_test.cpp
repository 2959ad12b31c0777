// SPDX-License-Identifier: MIT
#include "relay/delivery/send_budget.hpp"

#include <gtest/gtest.h>

namespace relay::delivery {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kSpan = 60'500ms;
constexpr BootTime at(Milliseconds since_boot) { return BootTime(since_boot); }

void send(SendBudget& budget, Slot slot, BootTime begin, BootTime end) {
  budget.begin(slot, begin);
  budget.end(end);
}

TEST(SendBudget, SharesTheMinute) {
  struct Case {
    unsigned max_per_minute;
    std::size_t singles;
    std::size_t digests;
  };
  for (const Case& c : {Case{1, 0, 1}, {2, 1, 1}, {5, 4, 1}, {6, 5, 1}, {12, 10, 2}, {18, 15, 3}, {20, 17, 3}}) {
    EXPECT_EQ(slots_of(c.max_per_minute).singles, c.singles) << c.max_per_minute;
    EXPECT_EQ(slots_of(c.max_per_minute).digests, c.digests) << c.max_per_minute;
  }
}

TEST(SendBudget, KeepsTheTwoWindowsApart) {
  SendBudget budget(18, kSpan);
  for (int i = 0; i < 15; ++i) {
    EXPECT_EQ(budget.next_start(Slot::single, at(2s)), at(2s));
    send(budget, Slot::single, at(2s), at(2s));
  }
  EXPECT_EQ(budget.free_singles(at(3s)), 0U);
  EXPECT_EQ(budget.next_start(Slot::single, at(3s)), at(62'500ms));
  EXPECT_EQ(budget.next_start(Slot::digest, at(3s)), at(3s));
  EXPECT_EQ(budget.free_singles(at(62'500ms)), 15U);
}

TEST(SendBudget, PacesDigestsFromStartToStart) {
  SendBudget budget(18, kSpan);
  send(budget, Slot::digest, at(1s), at(9s));
  EXPECT_EQ(budget.next_start(Slot::digest, at(10s)), at(21s));
  EXPECT_EQ(budget.next_resend(at(10s)), at(10s));
  send(budget, Slot::digest, at(21s), at(21s));
  send(budget, Slot::digest, at(41s), at(42s));
  EXPECT_EQ(budget.next_start(Slot::digest, at(43s)), at(69'500ms)) << "the first one's answer is still in the window";
  EXPECT_EQ(budget.next_resend(at(43s)), at(69'500ms));
}

TEST(SendBudget, ACancelledDigestGivesItsPlaceAndPaceBack) {
  SendBudget budget(18, kSpan);
  budget.begin(Slot::digest, at(1s));
  budget.cancel();
  EXPECT_EQ(budget.next_start(Slot::digest, at(2s)), at(2s));
  budget.begin(Slot::single, at(3s));
  budget.cancel();
  EXPECT_EQ(budget.free_singles(at(3s)), 15U);
}

TEST(SendBudget, RestoresWhatWasSentBefore) {
  SendBudget budget(6, kSpan);
  budget.restore(Slot::digest, at(10s));
  budget.restore(Slot::single, at(12s));
  EXPECT_EQ(budget.next_start(Slot::digest, at(13s)), at(70'500ms));
  EXPECT_EQ(budget.free_singles(at(13s)), 4U);
}

TEST(SendBudget, OneAMinuteHasNoSingles) {
  const SendBudget budget(1, kSpan);
  EXPECT_EQ(budget.next_start(Slot::single, at(1s)), BootTime::max());
  EXPECT_EQ(budget.free_singles(at(1s)), 0U);
  EXPECT_EQ(budget.next_start(Slot::digest, at(1s)), at(1s));
}

}  // namespace
}  // namespace relay::delivery
