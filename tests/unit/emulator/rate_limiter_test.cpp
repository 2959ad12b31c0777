// SPDX-License-Identifier: MIT
#include "emulator/rate_limiter.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

using namespace std::chrono_literals;

constexpr RateRules kRules{3, 60s, 600s, false};
constexpr BootTime kStart{1h};

void fill(RateLimiter& limiter, BootTime now) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(limiter.look("t", now), RateState::free);
    limiter.count("t", now);
  }
}

TEST(RateLimiter, StartsTheBlockWithTheRequestTooMany) {
  RateLimiter limiter(kRules);
  fill(limiter, kStart);
  EXPECT_EQ(limiter.look("t", kStart + 59'999ms), RateState::exceeded);
  EXPECT_EQ(limiter.look("t", kStart + 60s), RateState::blocked);
  EXPECT_EQ(limiter.look("t", kStart + 659'998ms), RateState::blocked);
  EXPECT_EQ(limiter.look("t", kStart + 659'999ms), RateState::free);
}

TEST(RateLimiter, WindowSlides) {
  RateLimiter limiter(kRules);
  fill(limiter, kStart);
  EXPECT_EQ(limiter.look("t", kStart + 60s), RateState::free);
}

TEST(RateLimiter, KeepsTokensApart) {
  RateLimiter limiter(kRules);
  fill(limiter, kStart);
  EXPECT_EQ(limiter.look("t", kStart), RateState::exceeded);
  EXPECT_EQ(limiter.look("other", kStart), RateState::free);
}

TEST(RateLimiter, ExtendsTheBlockWhenToldTo) {
  RateLimiter limiter({3, 60s, 600s, true});
  fill(limiter, kStart);
  EXPECT_EQ(limiter.look("t", kStart), RateState::exceeded);
  EXPECT_EQ(limiter.look("t", kStart + 500s), RateState::blocked);
  EXPECT_EQ(limiter.look("t", kStart + 1099s), RateState::blocked);
}

TEST(RateLimiter, ManyTokensDoNotLiftABlock) {
  RateLimiter limiter(kRules);
  fill(limiter, kStart);
  EXPECT_EQ(limiter.look("t", kStart), RateState::exceeded);
  for (int i = 0; i < 1'500; ++i) {
    limiter.count("made up " + std::to_string(i), kStart + 100s);
  }
  EXPECT_EQ(limiter.look("t", kStart + 100s), RateState::blocked);
}

}  // namespace
}  // namespace relay::emulator
