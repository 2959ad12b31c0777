// SPDX-License-Identifier: MIT
#include "relay/routing/keyword_filter.hpp"

#include <gtest/gtest.h>

namespace relay::routing {
namespace {

using Verdict = KeywordFilter::Verdict;
using Words = std::vector<std::string>;

TEST(KeywordFilter, LooksForWordsInTitleAndMessage) {
  struct Case {
    const char* name;
    Words include;
    Words exclude;
    const char* title;
    const char* message;
    Verdict verdict;
  };
  const std::vector<Case> cases{
      {"no words", {}, {}, "anything", "", Verdict::passes},
      {"empty words do not count", {""}, {""}, "anything", "", Verdict::passes},
      {"included, in the title", {"timeout"}, {}, "TimeoutError", "", Verdict::passes},
      {"included, in the message", {"timeout"}, {}, "Error", "a TIMEOUT happened", Verdict::passes},
      {"one of several is enough", {"disk", "memory"}, {}, "out of memory", "", Verdict::passes},
      {"included words, none there", {"disk", "memory"}, {}, "Error", "network", Verdict::not_included},
      {"not across title and message", {"error net"}, {}, "Error", " network", Verdict::not_included},
      {"excluded, in the title", {}, {"health"}, "HealthCheck failed", "", Verdict::excluded},
      {"excluded, in the message", {}, {"health"}, "Error", "/HEALTHZ", Verdict::excluded},
      {"excluded words, none there", {}, {"health"}, "Error", "network", Verdict::passes},
      {"exclude wins", {"error"}, {"error"}, "Error", "", Verdict::excluded},
      {"Chinese", {"数据库"}, {}, "数据库连接超时", "", Verdict::passes},
      {"other scripts have cases too", {"ошибка"}, {}, "ОШИБКА", "", Verdict::passes},
      {"a word of several", {"out of memory"}, {}, "Out Of Memory", "", Verdict::passes},
      {"nothing to look at", {"x"}, {}, "", "", Verdict::not_included},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    alert::Alert alert;
    alert.title = c.title;
    alert.message = c.message;
    EXPECT_EQ(KeywordFilter(c.include, c.exclude).judge(SearchedText(alert)), c.verdict);
  }
}

TEST(KeywordFilter, KnowsWhetherItHasWords) {
  EXPECT_FALSE(KeywordFilter().has_words());
  EXPECT_FALSE(KeywordFilter({""}, {}).has_words());
  EXPECT_TRUE(KeywordFilter({"x"}, {}).has_words());
  EXPECT_TRUE(KeywordFilter({}, {"x"}).has_words());
}

TEST(KeywordFilter, LooksNowhereElse) {
  alert::Alert alert;
  alert.title = "Error";
  alert.location = alert.environment = alert.project = alert.link = "staging";
  EXPECT_EQ(KeywordFilter({}, {"staging"}).judge(SearchedText(alert)), Verdict::passes);
}

}  // namespace
}  // namespace relay::routing
