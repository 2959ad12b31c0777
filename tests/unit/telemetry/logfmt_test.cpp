// SPDX-License-Identifier: MIT
#include "relay/telemetry/logfmt.hpp"

#include <gtest/gtest.h>

namespace relay::telemetry {
namespace {

TEST(Logfmt, BeginsWithTheEvent) { EXPECT_EQ(Logfmt("ready").text(), "event=ready"); }

TEST(Logfmt, WritesNumbersAndDurations) {
  EXPECT_EQ(Logfmt("x").field("n", 42).field("took", Milliseconds{84}).text(), "event=x n=42 took_ms=84");
}

TEST(Logfmt, LeavesOutWhatIsEmptyAndOptional) {
  EXPECT_EQ(Logfmt("x").optional("a", "").optional("b", "c").text(), "event=x b=c");
}

TEST(Logfmt, QuotesWhatNeedsIt) {
  struct Case {
    const char* value;
    const char* text;
  };
  const Case cases[] = {{"plain", "plain"},
                        {"", R"("")"},
                        {"two words", R"("two words")"},
                        {"a=b", R"("a=b")"},
                        {"\"q\"", R"("\"q\"")"},
                        {"a\nevent=fake", R"("a\nevent=fake")"},
                        {"\x1b[31m", R"("\x1b[31m")"},
                        {"中文", "中文"},
                        {"back\\slash", R"("back\\slash")"}};
  for (const Case& one : cases) {
    EXPECT_EQ(Logfmt("x").field("v", one.value).text(), std::string("event=x v=") + one.text);
  }
}

}  // namespace
}  // namespace relay::telemetry
