// SPDX-License-Identifier: MIT
#include "dingtalk/characters.hpp"

#include <gmock/gmock.h>

namespace relay::dingtalk {
namespace {

using testing::ElementsAre;

TEST(PrintableLines, SplitsAtEveryKindOfBreak) {
  EXPECT_THAT(printable_lines("a\r\nb\rc\nd\u2028e\u0085f\n\rg"), ElementsAre("a", "b", "c", "d", "e", "f", "", "g"));
}

TEST(PrintableLines, DropsTerminalSequences) {
  EXPECT_THAT(printable_lines("\x1B[1;31mred\x1B[0m \x1B[2Kx\x1By\x1B"), ElementsAre("red xy"));
  EXPECT_THAT(printable_lines("cut \x1B[31"), ElementsAre("cut "));
  EXPECT_THAT(printable_lines("\x1B[31é"), ElementsAre("é"));
}

TEST(ClusterBorder, StaysWhereNothingIsTorn) { EXPECT_EQ(cluster_border("abc", 2), 2U); }

TEST(ClusterBorder, GoesBeforeAJoinedEmoji) {
  const std::string text = "a👩\u200D🚀";
  EXPECT_EQ(cluster_border(text, text.find("🚀")), 1U);
}

TEST(ClusterBorder, GivesUpOnEndlessMarks) {
  std::string text = "a";
  for (int i = 0; i < 100; ++i) {
    text += "\u0301";
  }
  EXPECT_EQ(cluster_border(text, 151), 151U);
}

TEST(IsLetterOrDigit, KnowsScriptsFromSymbols) {
  for (const std::uint32_t letter : {U'a', U'Z', U'0', U'é', U'я', U'除', U'あ', U'한'}) {
    EXPECT_TRUE(is_letter_or_digit(letter)) << letter;
  }
  for (const std::uint32_t other : {U' ', U'.', U'<', U'×', U'…', U'，', U'😀', U'\u200B', U'《'}) {
    EXPECT_FALSE(is_letter_or_digit(other)) << other;
  }
}

}  // namespace
}  // namespace relay::dingtalk
