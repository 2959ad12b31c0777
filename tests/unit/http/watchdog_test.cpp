// SPDX-License-Identifier: MIT
#include "http/watchdog.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <optional>

namespace relay::http {
namespace {

TEST(Watchdog, CallsOnceWhenTheDeadlinePasses) {
  asio::io_context io{1};
  int calls = 0;
  Watchdog dog(io.get_executor(), [&] { ++calls; });
  dog.arm(from_now(Milliseconds{5}));
  io.run();
  EXPECT_EQ(calls, 1);
}

TEST(Watchdog, IsSilentWhenDisarmed) {
  asio::io_context io{1};
  Watchdog dog(io.get_executor(), [] { FAIL(); });
  dog.arm(from_now(Milliseconds{5}));
  dog.disarm();
  io.run();
}

TEST(Watchdog, FollowsALaterDeadline) {
  asio::io_context io{1};
  const auto start = std::chrono::steady_clock::now();
  Watchdog dog(io.get_executor(), [&] { EXPECT_GE(std::chrono::steady_clock::now() - start, Milliseconds{40}); });
  dog.arm(start + Milliseconds{5});
  dog.arm(start + Milliseconds{40});
  EXPECT_GE(io.run(), 2U);
}

TEST(Watchdog, FollowsAnEarlierDeadline) {
  asio::io_context io{1};
  bool called = false;
  Watchdog dog(io.get_executor(), [&] { called = true; });
  dog.arm(from_now(Milliseconds{60'000}));
  dog.arm(from_now(Milliseconds{5}));
  io.run();
  EXPECT_TRUE(called);
}

TEST(Watchdog, MayBeArmedAgainAfterItsCall) {
  asio::io_context io{1};
  int calls = 0;
  std::optional<Watchdog> dog;
  dog.emplace(io.get_executor(), [&] {
    if (++calls < 3) {
      dog->arm(from_now(Milliseconds{1}));
    }
  });
  dog->arm(from_now(Milliseconds{1}));
  io.run();
  EXPECT_EQ(calls, 3);
}

TEST(Watchdog, MayBeDestroyedByItsCall) {
  asio::io_context io{1};
  std::optional<Watchdog> dog;
  dog.emplace(io.get_executor(), [&] { dog.reset(); });
  dog->arm(from_now(Milliseconds{1}));
  io.run();
  EXPECT_FALSE(dog.has_value());
}

TEST(Watchdog, IsSilentWhenDestroyed) {
  asio::io_context io{1};
  {
    Watchdog dog(io.get_executor(), [] { FAIL(); });
    dog.arm(from_now(Milliseconds{1}));
  }
  io.run();
}

}  // namespace
}  // namespace relay::http
