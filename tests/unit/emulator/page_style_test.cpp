// SPDX-License-Identifier: MIT
#include "emulator/page_style.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

TEST(PageStyle, LoadsNothing) {
  EXPECT_EQ(page_style().find("url("), std::string_view::npos);
  EXPECT_EQ(page_style().find("@import"), std::string_view::npos);
  EXPECT_EQ(page_style().find('<'), std::string_view::npos);
}

TEST(PageStyle, PolicyAllowsThatStyleAndNothingElse) {
  const std::string policy = page_policy();
  EXPECT_TRUE(policy.starts_with("default-src 'none'; style-src 'sha256-"));
  EXPECT_NE(policy.find("img-src data:;"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_EQ(policy.find("script"), std::string::npos);
}

}  // namespace
}  // namespace relay::emulator
