// SPDX-License-Identifier: MIT
#include "relay/base/test_hooks.hpp"

#include <csignal>
#include <cstdlib>
#include <gtest/gtest.h>
#include <set>

namespace relay::hooks {
namespace {

TEST(TestHooks, EveryPointHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const CrashPoint point : kCrashPoints) {
    names.insert(to_string(point));
  }
  EXPECT_EQ(names.size(), kCrashPoints.size());
  EXPECT_FALSE(names.contains(""));
}

TEST(TestHooks, NothingHappensUnlessItIsAskedFor) {
  crash_at(CrashPoint::before_commit);
  EXPECT_EQ(weaker_synchronous(), std::nullopt);
  EXPECT_EQ(shorter_window_ms(), std::nullopt);
}

TEST(TestHooksDeathTest, KillsAtTheThatManyethPass) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(
      {
        ::setenv("RELAY_CRASH_AT", "before_commit:2", 1);
        crash_at(CrashPoint::before_commit);
        crash_at(CrashPoint::after_commit);
        crash_at(CrashPoint::before_commit);
        std::exit(0);
      },
      testing::KilledBySignal(SIGKILL), "");
  EXPECT_EXIT(
      {
        ::setenv("RELAY_CRASH_AT", "before_commit:3", 1);
        crash_at(CrashPoint::before_commit);
        crash_at(CrashPoint::before_commit);
        std::exit(0);
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace relay::hooks
