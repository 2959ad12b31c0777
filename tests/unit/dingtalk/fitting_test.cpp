// SPDX-License-Identifier: MIT
#include "dingtalk/fitting.hpp"

#include <gtest/gtest.h>

namespace relay::dingtalk {
namespace {

Message with_text(std::string_view text) {
  Message message;
  message.text = text;
  return message;
}

TEST(Fits, KnowsTheLimitOfAMessage) {
  EXPECT_TRUE(fits(with_text(std::string(17'000, 'x'))));
  EXPECT_FALSE(fits(with_text(std::string(18'000, 'x'))));
  EXPECT_FALSE(fits(with_text(std::string(9'000, '"'))));  // two bytes each in JSON
}

TEST(CutToFit, LeavesWhatFits) { EXPECT_EQ(cut_to_fit("all of it", with_text).text, "all of it"); }

TEST(CutToFit, TakesTheLongestHead) {
  const Message message = cut_to_fit(std::string(30'000, 'x'), with_text);
  EXPECT_TRUE(fits(message));
  EXPECT_FALSE(fits(with_text(message.text + "x")));
}

TEST(CutToFit, TakesNothingWhenNothingHelps) {
  const auto compose = [](std::string_view head) { return with_text(std::string(20'000, 'y') + std::string(head)); };
  EXPECT_EQ(cut_to_fit("abc", compose).text, std::string(20'000, 'y'));
}

}  // namespace
}  // namespace relay::dingtalk
