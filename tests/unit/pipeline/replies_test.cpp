// SPDX-License-Identifier: MIT
#include "relay/pipeline/replies.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::pipeline {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Pair;

TEST(Replies, SayTheIdOfAStoredAlert) {
  const ports::HttpResponse reply = stored_reply({42, false}, {{"ops"}});
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"id":"42","stored":true})");
}

TEST(Replies, NameTheFirstAlertOfADuplicate) {
  EXPECT_EQ(stored_reply({7, true}, {{"ops", "robots.ops.exclude_keywords"}}).body,
            R"({"id":"7","stored":true,"duplicate":true})");
}

TEST(Replies, SayThatAnAlertWasCountedOnly) {
  EXPECT_EQ(shed_reply().status, 200);
  EXPECT_EQ(shed_reply().body, R"({"stored":false,"counted":true})");
}

TEST(Replies, NameTheRuleThatSuppressed) {
  EXPECT_EQ(stored_reply({8, false}, {{"ops", "kinds.installation"}, {"web", "kinds.installation"}}).body,
            R"({"id":"8","stored":true,"suppressed":"kinds.installation"})");
}

TEST(Replies, NameEveryRuleWhenNoRobotGetsIt) {
  EXPECT_EQ(
      stored_reply({8, false}, {{"ops", "robots.ops.exclude_keywords"}, {"web", "robots.web.include_keywords"}}).body,
      R"({"id":"8","stored":true,"suppressed":"robots.ops.exclude_keywords, robots.web.include_keywords"})");
}

TEST(Replies, NameTheRobotsThatDoNotGetWhatOthersGet) {
  EXPECT_EQ(stored_reply({8, false}, {{"ops"}, {"web", "robots.web.exclude_keywords"}}).body,
            R"({"id":"8","stored":true,"suppressed_for":{"web":"robots.web.exclude_keywords"}})");
}

TEST(Replies, CarryACodeAndADetail) {
  const ports::HttpResponse reply = error_reply(401, "signature_missing", "a \"quoted\" word");
  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(reply.body, R"({"error":"signature_missing","detail":"a \"quoted\" word"})");
}

TEST(Replies, AskForPatienceWhenStorageIsAway) {
  EXPECT_THAT(error_reply(503, "storage_unavailable", "").headers, Contains(Pair("retry-after", "5")));
}

TEST(Replies, ShowAPageToABrowser) {
  const ports::HttpResponse reply = browser_reply();
  EXPECT_EQ(reply.status, 405);
  EXPECT_THAT(reply.headers, Contains(Pair("allow", "POST")));
  EXPECT_THAT(reply.body, HasSubstr("This address is for Sentry"));
}

}  // namespace
}  // namespace relay::pipeline
