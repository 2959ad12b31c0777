// SPDX-License-Identifier: MIT
#include "relay/base/utf8.hpp"

#include <gtest/gtest.h>

namespace relay::utf8 {
namespace {

// U+FFFD
const std::string kR = "\xEF\xBF\xBD";

struct Repair {
  std::string bytes;
  std::string text;
};

void expect_repaired(const std::vector<Repair>& cases) {
  for (const Repair& c : cases) {
    SCOPED_TRACE(testing::PrintToString(c.bytes));
    EXPECT_EQ(repair(c.bytes), c.text);
    EXPECT_TRUE(is_valid(repair(c.bytes)));
  }
}

// Unicode 15, section 3.9: the rows of tables 3-8 to 3-11, with the letters around them.
TEST(Utf8Repair, FollowsTheTablesOfUnicode) {
  expect_repaired({
      // 3-8: overlong forms
      {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", kR + kR + kR + kR + kR + kR + kR + kR + "A"},
      // 3-9: surrogates
      {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", kR + kR + kR + kR + kR + kR + kR + kR + "A"},
      // 3-10: beyond U+10FFFF, and bytes that never begin a character
      {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", kR + kR + kR + kR + kR + "A" + kR + kR + "B"},
      // 3-11: truncated sequences are one character each
      {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", kR + kR + kR + kR + "A"},
  });
}

TEST(Utf8Repair, ReplacesMaximalPartsOnly) {
  expect_repaired({
      {"", ""},
      {"plain", "plain"},
      {"\x80", kR},
      {"\xC2", kR},
      {"\xE4\xB8", kR},
      {"\xE4\xB8"
       "a",
       kR + "a"},
      {"\xF0\x9F\x9A", kR},
      {"\xF0\x9F\x9A\xF0\x9F\x9A\x80", kR + "🚀"},
      {"\xF5\x80\x80\x80", kR + kR + kR + kR},
      {"\xFE\xFF", kR + kR},
      {"中\xFF文", "中" + kR + "文"},
  });
}

TEST(Utf8Repair, ReplacesNul) {
  expect_repaired(
      {{std::string("a\0b", 3), "a" + kR + "b"}, {std::string(1, '\0'), kR}, {std::string(2, '\0'), kR + kR}});
}

TEST(Utf8Repair, KeepsBordersOfTheCodeSpace) {
  for (const char* text : {"\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                           "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_valid(text)) << testing::PrintToString(text);
    EXPECT_EQ(repair(text), text);
  }
}

TEST(Utf8, NulIsValidButRepaired) { EXPECT_TRUE(is_valid(std::string(1, '\0'))); }

TEST(Utf8Cut, EndsOnACharacterBorder) {
  struct Case {
    std::string text;
    std::size_t bytes;
    std::string cut;
  };
  const Case cases[] = {
      {"", 5, ""},      {"abc", 0, ""},   {"abc", 2, "ab"}, {"abc", 3, "abc"},  {"abc", 9, "abc"},
      {"a中b", 1, "a"}, {"a中b", 2, "a"}, {"a中b", 3, "a"}, {"a中b", 4, "a中"}, {"🚀🚀", 7, "🚀"},
      {"🚀", 3, ""},     {"é", 1, ""},     {"éa", 2, "é"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(cut_bytes(c.text, c.bytes), c.cut) << c.text << " to " << c.bytes;
  }
}

TEST(Utf8Cut, CountsCharacters) {
  struct Case {
    std::string text;
    std::size_t characters;
    std::string cut;
  };
  const Case cases[] = {{"", 1, ""},         {"abc", 0, ""},       {"abc", 2, "ab"},
                        {"a中🚀b", 2, "a中"}, {"a中🚀b", 3, "a中🚀"}, {"a中🚀b", 9, "a中🚀b"}};
  for (const Case& c : cases) {
    EXPECT_EQ(cut_characters(c.text, c.characters), c.cut) << c.text << " to " << c.characters;
  }
  EXPECT_EQ(count_characters("a中🚀b"), 4U);
  EXPECT_EQ(count_characters(""), 0U);
}

TEST(Utf8Append, EncodesEveryLength) {
  struct Case {
    std::uint32_t code_point;
    std::string text;
  };
  const Case cases[] = {
      {0x41, "A"},
      {0x7F, "\x7F"},
      {0x80, "\xC2\x80"},
      {0x7FF, "\xDF\xBF"},
      {0x800, "\xE0\xA0\x80"},
      {0xD7FF, "\xED\x9F\xBF"},
      {0xD800, kR},
      {0xDFFF, kR},
      {0xE000, "\xEE\x80\x80"},
      {0xFFFF, "\xEF\xBF\xBF"},
      {0x10000, "\xF0\x90\x80\x80"},
      {0x10FFFF, "\xF4\x8F\xBF\xBF"},
      {0x110000, kR},
      {0xFFFFFFFF, kR},
  };
  for (const Case& c : cases) {
    std::string out = "x";
    append(out, c.code_point);
    EXPECT_EQ(out, "x" + c.text) << std::hex << c.code_point;
  }
}

TEST(Utf8Decode, UndoesAppend) {
  for (const std::uint32_t code_point : {0x0U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xFFFDU, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
    std::string text = "é";
    append(text, code_point);
    std::size_t position = 2;
    EXPECT_EQ(decode(text, position), code_point);
    EXPECT_EQ(position, text.size());
  }
}

}  // namespace
}  // namespace relay::utf8
