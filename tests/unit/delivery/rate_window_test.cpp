// SPDX-License-Identifier: MIT
#include "relay/delivery/rate_window.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace relay::delivery {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kSpan = 60'500ms;

constexpr BootTime at(Milliseconds since_boot) { return BootTime(since_boot); }

void send(RateWindow& window, BootTime begin, BootTime end) {
  window.begin(begin);
  window.end(end);
}

TEST(RateWindow, IsFreeAtFirst) {
  const RateWindow window(1, kSpan);
  EXPECT_EQ(window.next_start(at(5s)), at(5s));
}

TEST(RateWindow, LetsTheWholeLimitGoAtOnce) {
  RateWindow window(3, kSpan);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(window.next_start(at(5s)), at(5s));
    send(window, at(5s), at(5s));
  }
  EXPECT_EQ(window.next_start(at(5s)), at(5s) + kSpan);
}

TEST(RateWindow, CountsFromTheOldestAnswer) {
  RateWindow window(2, kSpan);
  send(window, at(1s), at(4s));
  send(window, at(4s), at(5s));
  EXPECT_EQ(window.next_start(at(6s)), at(4s) + kSpan);
  EXPECT_EQ(window.next_start(at(4s) + kSpan), at(4s) + kSpan);
  EXPECT_EQ(window.next_start(at(200s)), at(200s));
}

TEST(RateWindow, SlidesOnWithEverySend) {
  RateWindow window(2, kSpan);
  send(window, at(1s), at(2s));
  send(window, at(10s), at(11s));
  const BootTime third = window.next_start(at(12s));
  send(window, third, third + 1s);
  EXPECT_EQ(window.next_start(third + 1s), at(11s) + kSpan);
}

TEST(RateWindow, AnOpenAttemptHoldsItsPlace) {
  RateWindow window(1, kSpan);
  window.begin(at(1s));
  EXPECT_EQ(window.next_start(at(2s)), at(1s) + kSpan);
  window.end(at(11s));
  EXPECT_EQ(window.next_start(at(12s)), at(11s) + kSpan);
}

TEST(RateWindow, WhatNeverLeftDoesNotCount) {
  RateWindow window(1, kSpan);
  window.begin(at(1s));
  window.cancel();
  EXPECT_EQ(window.next_start(at(2s)), at(2s));
}

TEST(RateWindow, ACancelForgetsOnlyItself) {
  RateWindow window(2, kSpan);
  send(window, at(1s), at(2s));
  send(window, at(3s), at(4s));
  const BootTime free = at(2s) + kSpan;
  window.begin(free);
  window.cancel();
  EXPECT_EQ(window.next_start(free), free);
  send(window, free, free);
  EXPECT_EQ(window.next_start(free), at(4s) + kSpan);
}

TEST(RateWindow, EndAndCancelWithoutABeginChangeNothing) {
  RateWindow window(1, kSpan);
  send(window, at(1s), at(2s));
  window.end(at(9s));
  window.cancel();
  EXPECT_EQ(window.next_start(at(10s)), at(2s) + kSpan);
}

TEST(RateWindow, RestoresInAnyOrder) {
  RateWindow window(3, kSpan);
  for (const Milliseconds ended : {30s, 10s, 20s, 5s, 40s}) {
    window.restore(at(ended));
  }
  EXPECT_EQ(window.next_start(at(50s)), at(20s) + kSpan);
}

TEST(RateWindow, AnAttemptAfterARestoreIsTheNewest) {
  RateWindow window(2, kSpan);
  window.restore(at(10s));
  window.restore(at(10s));
  const BootTime free = at(10s) + kSpan;
  send(window, free, free + 1s);
  EXPECT_EQ(window.next_start(free + 1s), free + 1s) << "the second send of 10 s is as old as the first";
  send(window, free + 1s, free + 2s);
  EXPECT_EQ(window.next_start(free + 2s), free + 1s + kSpan);
}

// How the outside world treats one attempt.
struct World {
  std::mt19937 random;

  Milliseconds up_to(Milliseconds most) {
    return Milliseconds(std::uniform_int_distribution<Milliseconds::rep>(0, most.count())(random));
  }
  bool one_in(int n) { return std::uniform_int_distribution<int>(1, n)(random) == 1; }
};

// Sends as the dispatcher does, as fast as it may or with pauses; the instants at which the requests arrived.
std::vector<BootTime> arrivals(World& world, std::size_t limit, int attempts) {
  RateWindow window(limit, kSpan);
  std::vector<BootTime> seen;
  BootTime now = at(world.up_to(10s));
  for (int i = 0; i < attempts; ++i) {
    now = window.next_start(now + (world.one_in(20) ? world.up_to(90s) : 0ms));
    const BootTime end = now + (world.one_in(10) ? world.up_to(10s) : world.up_to(300ms));
    window.begin(now);
    if (world.one_in(15)) {
      window.cancel();
    } else {
      seen.push_back(now + world.up_to(end - now));
      window.end(end);
    }
    now = end;
  }
  std::sort(seen.begin(), seen.end());
  return seen;
}

// Promise P4: wherever between start and answer a request arrived, no minute of the receiver holds more than N.
TEST(RateWindow, NoMinuteOfTheReceiverHoldsMoreThanTheLimit) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    World world{std::mt19937(seed)};
    const std::size_t limit = 1 + seed % 20;
    const std::vector<BootTime> seen = arrivals(world, limit, 300);
    for (std::size_t i = limit; i < seen.size(); ++i) {
      ASSERT_GE(seen[i] - seen[i - limit], kSpan) << "seed " << seed << ", limit " << limit << ", arrival " << i;
    }
  }
}

// Not the whole of the rate may be lost to caution: back to back and fast, N messages pass in each span.
TEST(RateWindow, UsesTheWholeLimit) {
  constexpr std::size_t kLimit = 18;
  RateWindow window(kLimit, kSpan);
  BootTime now = at(0s);
  for (std::size_t i = 0; i < kLimit * 10; ++i) {
    now = window.next_start(now);
    send(window, now, now + 50ms);
    now += 50ms;
  }
  EXPECT_LE(now - at(0s), (kSpan + 50ms) * 9 + 50ms * kLimit);
}

}  // namespace
}  // namespace relay::delivery
