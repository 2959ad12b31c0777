// SPDX-License-Identifier: MIT
#include "dingtalk/headline.hpp"

#include <gtest/gtest.h>

#include "relay/base/utf8.hpp"

namespace relay::dingtalk {
namespace {

TEST(Banner, PutsTheProjectBeforeTheTitle) {
  EXPECT_EQ(banner("Sentry Demo", "ValueError: x", ""), "【Sentry Demo】 ValueError: x");
  EXPECT_EQ(banner("", "ValueError: x", ""), "ValueError: x");
}

TEST(Banner, AddsTheKeywordUnlessItIsThereVerbatim) {
  EXPECT_EQ(banner("demo", "ValueError", "告警"), "【告警】【demo】 ValueError");
  EXPECT_EQ(banner("demo", "ValueError", "Value"), "【demo】 ValueError");
  EXPECT_EQ(banner("Sentry Demo", "ValueError", "Sentry"), "【Sentry Demo】 ValueError");
  EXPECT_EQ(banner("sentry demo", "ValueError", "Sentry"), "【Sentry】【sentry demo】 ValueError");
  EXPECT_EQ(banner("demo", "a_b is not defined", "a_b"), "【demo】 a_b is not defined");
}

TEST(Banner, IsCutToSixtyFourCharacters) {
  const std::string title = banner("demo", std::string(100, 'x'), "");
  EXPECT_EQ(utf8::count_characters(title), 64U);
  EXPECT_EQ(title, "【demo】 " + std::string(56, 'x') + "…");
}

TEST(Banner, KeepsTheKeywordWhenItsPlaceIsCutOff) {
  const std::string title = banner("demo", std::string(80, 'x') + " Sentry", "Sentry");
  EXPECT_EQ(utf8::count_characters(title), 64U);
  EXPECT_EQ(title.substr(0, 12), "【Sentry】");
}

TEST(Banner, LeavesRoomForTheTitleOfALongProject) {
  const std::string title = banner(std::string(64, 'p'), "ValueError", "");
  EXPECT_EQ(title, "【" + std::string(23, 'p') + "…】 ValueError");
}

TEST(Banner, NeverCutsAKeyword) {
  const std::string keyword(70, 'k');
  EXPECT_EQ(banner("demo", "ValueError", keyword), "【" + keyword + "】");
}

TEST(Banner, IsOneLineOfPlainText) {
  EXPECT_EQ(banner("de\nmo", "a\r\nb\u202Ec <module> *x*", ""), "【de mo】 a bc <module> *x*");
}

TEST(Banner, DoesNotCutWithinAnEmoji) {
  std::string title(61, 'x');
  title += "👩\u200D🚀yyy";
  EXPECT_EQ(banner("", title, ""), std::string(61, 'x') + "…");
}

TEST(Heading, IsEscaped) {
  EXPECT_EQ(heading("KeyError: <module> a_b", "", 300), "### KeyError: &lt;module&gt; a\\_b");
}

TEST(Heading, HoldsTheKeywordUnescaped) {
  EXPECT_EQ(heading("ValueError", "a_b", 300), "### 【a_b】ValueError");
  EXPECT_EQ(heading("no a_b here", "a_b", 300), "### 【a_b】no a\\_b here");
  EXPECT_EQ(heading("Sentry is down", "Sentry", 300), "### Sentry is down");
}

TEST(Heading, DoesNotFindAKeywordWithinAnEntity) { EXPECT_EQ(heading("a & b", "amp", 300), "### 【amp】a &amp; b"); }

TEST(Heading, IsCutBeforeItIsEscaped) { EXPECT_EQ(heading("ab<<<<", "", 4), "### ab&lt;…"); }

TEST(ProjectPrefix, IsAnythingOnlyWithAProject) {
  EXPECT_EQ(project_prefix("demo"), "【demo】 ");
  EXPECT_EQ(project_prefix(""), "");
}

TEST(KeywordTag, IsNeededWhereEscapingHidesTheKeyword) {
  EXPECT_EQ(keyword_tag("a_b is missing", "missing"), "");
  EXPECT_EQ(keyword_tag("a_b is missing", "a_b"), "【a_b】");
  EXPECT_EQ(keyword_tag("a & b", "amp"), "【amp】");
  EXPECT_EQ(keyword_tag("anything", ""), "");
}

TEST(WithKeyword, PutsItWhereItCanBeSeen) {
  EXPECT_EQ(with_keyword("## title", "k"), "## 【k】title");
  EXPECT_EQ(with_keyword("text", "k"), "【k】\n\ntext");
  EXPECT_EQ(with_keyword("", "k"), "【k】\n\n");
  EXPECT_EQ(with_keyword("##", "k"), "【k】\n\n##");
  EXPECT_EQ(with_keyword("a k b", "k"), "a k b");
  EXPECT_EQ(with_keyword("[a](http://k)", "k"), "【k】\n\n[a](http://k)");
  EXPECT_EQ(with_keyword("[k](http://a)", "k"), "[k](http://a)");
  EXPECT_EQ(with_keyword("](", "k"), "【k】\n\n](");
  EXPECT_EQ(with_keyword("text", ""), "text");
}

}  // namespace
}  // namespace relay::dingtalk
