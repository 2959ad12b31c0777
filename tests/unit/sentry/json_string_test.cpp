// SPDX-License-Identifier: MIT
#include "sentry/json_string.hpp"

#include <gtest/gtest.h>

namespace relay::sentry {
namespace {

TEST(JsonString, EndsBeforeTheClosingQuote) {
  EXPECT_EQ(raw_string_at(R"("abc":1)", 1), "abc");
  EXPECT_EQ(raw_string_at(R"("")", 1), "");
  EXPECT_EQ(raw_string_at(R"("a\"b\\":1)", 1), R"(a\"b\\)");
  EXPECT_EQ(raw_string_at(R"("no end)", 1), "no end");
  EXPECT_EQ(raw_string_at(R"("ends with \)", 1), R"(ends with \)");
}

TEST(JsonString, UndoesEscapes) {
  struct Case {
    const char* raw;
    const char* text;
  };
  const Case cases[] = {
      {"plain 中文", "plain 中文"},
      {R"(\"\\\/\b\f\n\r\t)", "\"\\/\b\f\n\r\t"},
      {R"(\u4e2d\u6587)", "中文"},
      {R"(\u4E2D)", "中"},
      {R"(\ud83d\udc40!)", "\U0001F440!"},
      {R"(a\ud83d)", "a\uFFFD"},
      {R"(\ud83dx\udc40)", "\uFFFDx\uFFFD"},
      {R"(\ud83d\ud83d\udc40)", "\uFFFD\U0001F440"},
      {R"(\ud83d\u0041)", "\uFFFDA"},
      {R"(\u0000)", "\uFFFD"},
      {R"(\u12)", "\uFFFD12"},
      {R"(\uzzzz)", "\uFFFDzzzz"},
      {R"(\x41)", "\uFFFDx41"},
      {"end\\", "end\uFFFD"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.raw);
    EXPECT_EQ(unescape(c.raw), c.text);
  }
}

}  // namespace
}  // namespace relay::sentry
