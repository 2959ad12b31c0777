// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "unit/sentry/fixture.hpp"

namespace relay::sentry {
namespace {

using alert::FactName;
using test::parse_fixture;

TEST(ParseComment, ReadsWhoSaidWhat) {
  const Parsed parsed = parse_fixture("comment-created", test::self_hosted());
  const alert::Alert& alert = parsed.alert;
  EXPECT_EQ(alert.kind, alert::Kind::comment);
  EXPECT_EQ(alert.resource, "comment");
  EXPECT_EQ(alert.title, "Comment created on issue 318");
  EXPECT_EQ(alert.message, "已定位: 批次为空。\n@wang.fang please look at `settle()`, <b>urgent</b>");
  EXPECT_EQ(alert.project, "shop-backend");
  EXPECT_EQ(alert.issue_id, "318");
  EXPECT_EQ(alert.link, "https://errors.acme.example:8443/organizations/acme/issues/318/");
  EXPECT_EQ(alert.level, alert::Level::unknown);
  EXPECT_EQ(alert.occurred_at, test::at(1795423211250));
  EXPECT_EQ(alert.facts, (std::vector<alert::Fact>{{FactName::action, "created"}, {FactName::actor, "Lin Yue"}}));
}

TEST(ParseComment, ReadsEveryAction) {
  EXPECT_EQ(parse_fixture("comment-updated").alert.title, "Comment updated on issue 318");
  EXPECT_EQ(parse_fixture("comment-deleted").alert.title, "Comment deleted on issue 318");
}

TEST(ParseComment, NumbersMayBeTexts) {
  const Parsed parsed =
      parse(R"({"action":"created","data":{"comment_id":"5","issue_id":"6","comment":"c"}})", "", test::source());
  EXPECT_EQ(parsed.alert.issue_id, "6");
  EXPECT_TRUE(parsed.dedup.subject.starts_with("comment|5|6"));
}

TEST(ParseComment, AChangedTextIsAnotherState) {
  const Parsed created = parse_fixture("comment-created");
  const Parsed updated = parse_fixture("comment-updated");
  EXPECT_EQ(created.dedup.subject, "comment|3405|318");
  EXPECT_EQ(created.dedup.subject, updated.dedup.subject);
  EXPECT_NE(created.dedup.state, updated.dedup.state);
  EXPECT_NE(updated.dedup.state, parse_fixture("comment-deleted").dedup.state);
}

}  // namespace
}  // namespace relay::sentry
