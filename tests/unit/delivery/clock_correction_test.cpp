// SPDX-License-Identifier: MIT
#include "relay/delivery/clock_correction.hpp"

#include <gtest/gtest.h>

namespace relay::delivery {
namespace {

using namespace std::chrono_literals;

TEST(ClockCorrection, IsNothingAtFirst) { EXPECT_EQ(ClockCorrection().offset(), 0ms); }

TEST(ClockCorrection, AdoptsTheOtherSidesTime) {
  for (const Milliseconds offset : {Milliseconds(2h), Milliseconds(-2h), Milliseconds(61s)}) {
    ClockCorrection correction;
    EXPECT_TRUE(correction.adopt(offset));
    EXPECT_EQ(correction.offset(), offset);
  }
}

TEST(ClockCorrection, ASecondTryWithTheSameTimeIsUseless) {
  ClockCorrection correction;
  EXPECT_TRUE(correction.adopt(2h));
  EXPECT_FALSE(correction.adopt(2h));
  EXPECT_FALSE(correction.adopt(2h + 59s));
  EXPECT_EQ(correction.offset(), 2h);
}

TEST(ClockCorrection, DoesNotBelieveThatARightClockIsWrong) {
  ClockCorrection correction;
  EXPECT_FALSE(correction.adopt(3s));
  EXPECT_EQ(correction.offset(), 0ms);
}

TEST(ClockCorrection, ASenderOfNonsenseDatesIsNotAskedInALoop) {
  ClockCorrection correction;
  EXPECT_TRUE(correction.adopt(2h));
  EXPECT_FALSE(correction.adopt(-7h)) << "the last new time did not help either";
  EXPECT_FALSE(correction.adopt(2h));
  EXPECT_FALSE(correction.adopt(9h));
}

TEST(ClockCorrection, TheNextProbeUsesTheLatestTime) {
  ClockCorrection correction;
  EXPECT_TRUE(correction.adopt(2h));
  EXPECT_FALSE(correction.adopt(5h));
  EXPECT_EQ(correction.offset(), 5h);
}

TEST(ClockCorrection, AnAcceptedSignatureEarnsTrustAgain) {
  ClockCorrection correction;
  EXPECT_TRUE(correction.adopt(2h));
  correction.observe(2h);
  EXPECT_TRUE(correction.adopt(4h));
}

TEST(ClockCorrection, EndsWhenTheClocksAgree) {
  struct Case {
    Milliseconds observed;
    Milliseconds offset;
  };
  const Case cases[] = {{2h, 2h}, {1h, 2h}, {5min, 2h}, {-5min, 2h}, {5min - 1ms, 0ms}, {-5min + 1ms, 0ms}, {0ms, 0ms}};
  for (const Case& c : cases) {
    ClockCorrection correction;
    ASSERT_TRUE(correction.adopt(2h));
    correction.observe(c.observed);
    EXPECT_EQ(correction.offset(), c.offset) << c.observed.count();
  }
}

}  // namespace
}  // namespace relay::delivery
