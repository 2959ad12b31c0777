// SPDX-License-Identifier: MIT
#include "relay/delivery/verdict.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace relay::delivery {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); });
}

// Logs, the spool and the emulator's transcript hold these names: each is one word, and no two are the same.
TEST(VerdictNames, TellKindsApart) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(VerdictKind::aborted); ++i) {
    const std::string_view name = to_string(static_cast<VerdictKind>(i));
    EXPECT_TRUE(is_name(name)) << i;
    EXPECT_TRUE(names.insert(name).second) << name;
  }
}

TEST(VerdictNames, TellReasonsApart) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Reason::clock_skew); ++i) {
    const std::string_view name = to_string(static_cast<Reason>(i));
    EXPECT_TRUE(is_name(name)) << i;
    EXPECT_TRUE(names.insert(name).second) << name;
  }
}

TEST(VerdictNames, LeadBackToReasons) {
  for (int i = 0; i <= static_cast<int>(Reason::clock_skew); ++i) {
    const auto reason = static_cast<Reason>(i);
    EXPECT_EQ(reason_from(to_string(reason)), reason);
  }
  EXPECT_EQ(reason_from("because"), Reason::none);
}

TEST(VerdictNames, AreStable) {
  EXPECT_EQ(to_string(VerdictKind::shown), "shown");
  EXPECT_EQ(to_string(VerdictKind::rate_blocked), "rate_blocked");
  EXPECT_EQ(to_string(Reason::none), "none");
  EXPECT_EQ(to_string(Reason::signature_mismatch), "signature_mismatch");
}

}  // namespace
}  // namespace relay::delivery
