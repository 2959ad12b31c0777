// SPDX-License-Identifier: MIT
#include "relay/base/secret.hpp"

#include <gtest/gtest.h>
#include <sstream>

namespace relay {
namespace {

TEST(Secret, PrintsAsStars) {
  std::ostringstream out;
  out << Secret("hunter2");
  EXPECT_EQ(out.str(), "***");
}

TEST(Secret, AnEmptyOnePrintsTheSame) {
  std::ostringstream out;
  out << Secret();
  EXPECT_EQ(out.str(), "***");
}

TEST(Secret, ExposesItsText) {
  EXPECT_EQ(Secret("hunter2").expose(), "hunter2");
  EXPECT_TRUE(Secret().empty());
  EXPECT_FALSE(Secret("x").empty());
}

TEST(Secret, GtestCannotPrintIt) { EXPECT_EQ(testing::PrintToString(Secret("hunter2")), "***"); }

TEST(Masked, TellsTokensApart) {
  struct Case {
    const char* text;
    const char* masked;
  };
  const Case cases[] = {
      {"", "…(0)"},
      {"abc", "…(3)"},
      {"0123456789abcde", "…(15)"},
      {"0123456789abcdef", "0123…(16)"},
      {"80dc91e4d2f3aaaaaaaaaaaaaaaaaaaa", "80dc…(32)"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(masked(Secret(c.text)), c.masked);
  }
}

}  // namespace
}  // namespace relay
