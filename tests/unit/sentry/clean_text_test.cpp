// SPDX-License-Identifier: MIT
#include "sentry/clean_text.hpp"

#include <gtest/gtest.h>

namespace relay::sentry {
namespace {

TEST(CleanText, MakesOneLine) {
  struct Case {
    std::string text;
    const char* line;
  };
  const Case cases[] = {
      {"plain 中文 😀", "plain 中文 😀"},
      {"  a  b  ", "a  b"},
      {"a\r\nb\rc\nd", "a b c d"},
      {"a\tb", "a b"},
      {"a \n\n\n b", "a  b"},
      {"a\u2028b\u2029c\u0085d", "a b c d"},
      {std::string("a\0b\x01\x7f", 5), "ab"},
      {"\x1b[1;31mred\x1b[0m text", "red text"},
      {"\x1b]0;title\x07kept", "kept"},
      {"\x1b]8;;http://x\x1b\\kept", "kept"},
      {"\x1b]never ends", "never ends"},
      {"\x1b"
       "cgone",
       "gone"},
      {"cut\x1b", "cut"},
      {"cut\x1b[31", "cut"},
      {"\u009b31mred", "red"},
      {"a\u202egnp.exe\u202c\u2066x\u2069", "agnp.exex"},
      {"\u200b\ufeff \u3000", ""},
      {"\u200bword\u200b", "word"},
      {"👩\u200d💻 works", "👩\u200d💻 works"},
      {"", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(one_line(c.text), c.line);
  }
}

TEST(CleanText, KeepsLines) {
  EXPECT_EQ(many_lines("\n\na\r\nb\rc\u2028d\n"), "a\nb\nc\nd");
  EXPECT_EQ(many_lines("a\tb\x1b[0m\x02"), "a\tb");
  EXPECT_EQ(many_lines(" \n \t "), "");
}

}  // namespace
}  // namespace relay::sentry
