// SPDX-License-Identifier: MIT
#include "dingtalk/markdown_line.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace relay::dingtalk {
namespace {

TEST(MarkdownLine, TellsWhatItsHeadMakesOfIt) {
  struct Case {
    const char* line;
    std::size_t quote;
    std::size_t item;
    bool heading;
    const char* fence;
  };
  const std::vector<Case> cases{
      {"", 0, 0, false, ""},       {"text", 0, 0, false, ""},   {"> a", 2, 0, false, ""},
      {">a", 1, 0, false, ""},     {" > > a", 5, 0, false, ""}, {"- a", 0, 2, false, ""},
      {"  * a", 0, 4, false, ""},  {"12. a", 0, 4, false, ""},  {"1) a", 0, 3, false, ""},
      {"-a", 0, 0, false, ""},     {"1.a", 0, 0, false, ""},    {"-", 0, 0, false, ""},
      {"12", 0, 0, false, ""},     {"# a", 0, 0, true, ""},     {"###", 0, 0, true, ""},
      {"#a", 0, 0, false, ""},     {"```", 0, 0, false, "```"}, {"  ````cpp", 0, 0, false, "````"},
      {"~~~", 0, 0, false, "~~~"}, {"``", 0, 0, false, ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.line);
    EXPECT_EQ(quote_length(c.line), c.quote);
    EXPECT_EQ(item_length(c.line), c.item);
    EXPECT_EQ(is_heading(c.line), c.heading);
    EXPECT_EQ(fence_of(c.line), c.fence);
  }
}

TEST(MarkdownLine, KnowsBlanksAndRuns) {
  EXPECT_TRUE(is_blank(" \t"));
  EXPECT_FALSE(is_blank(" a"));
  EXPECT_EQ(run_length("a``b", 1), 2U);
  EXPECT_EQ(run_length("a``", 1), 2U);
}

}  // namespace
}  // namespace relay::dingtalk
