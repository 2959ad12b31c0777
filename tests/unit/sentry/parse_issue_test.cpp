// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/sentry/fixture.hpp"

namespace relay::sentry {
namespace {

using alert::FactName;
using test::fact;
using test::parse_fixture;
using testing::ElementsAre;

TEST(ParseIssue, ReadsACreatedOne) {
  const Parsed parsed = parse_fixture("issue-created-2026");
  const alert::Alert& alert = parsed.alert;
  EXPECT_EQ(alert.kind, alert::Kind::issue);
  EXPECT_EQ(alert.resource, "issue");
  EXPECT_EQ(alert.action, "created");
  EXPECT_EQ(alert.project, "Shop Backend");
  EXPECT_EQ(alert.project_slug, "shop-backend");
  EXPECT_EQ(alert.organization, "acme");
  EXPECT_EQ(alert.level, alert::Level::error);
  EXPECT_EQ(alert.title, "ZeroDivisionError: division by zero");
  EXPECT_EQ(alert.message, "division by zero");
  EXPECT_EQ(alert.location, "jobs.settle in settle");
  EXPECT_EQ(alert.link, "https://sentry.example.com/organizations/acme/issues/318/");
  EXPECT_EQ(alert.issue_id, "318");
  EXPECT_EQ(alert.short_id, "SHOP-BACKEND-8U");
  EXPECT_EQ(alert.occurred_at, test::at(1795421730123));
  EXPECT_THAT(test::fact_names(parsed),
              ElementsAre(FactName::action, FactName::priority, FactName::count, FactName::users));
}

TEST(ParseIssue, OldBodiesHaveNoLinkOfTheirOwn) {
  EXPECT_EQ(parse_fixture("issue-created-2020").alert.link, "");
  EXPECT_EQ(parse_fixture("issue-created-2020", test::self_hosted()).alert.link,
            "https://errors.acme.example:8443/organizations/acme/issues/2210443/");
}

TEST(ParseIssue, SaysToWhomItWasAssigned) {
  const Parsed user = parse_fixture("issue-assigned-user");
  EXPECT_EQ(fact(user, FactName::action), "assigned");
  EXPECT_EQ(fact(user, FactName::assignee), "Lin Yue");
  EXPECT_EQ(fact(user, FactName::actor), "Wang Fang");
  EXPECT_EQ(fact(parse_fixture("issue-assigned-team"), FactName::assignee), "#payments");
}

TEST(ParseIssue, SaysHowItWasResolved) {
  const Parsed release = parse_fixture("issue-resolved-in-release");
  EXPECT_EQ(fact(release, FactName::resolution), "in release shop@4.7.2");
  EXPECT_EQ(fact(release, FactName::actor), "Lin Yue");
  EXPECT_THAT(test::fact_names(release), ElementsAre(FactName::action, FactName::resolution, FactName::actor,
                                                     FactName::priority, FactName::count, FactName::users));
  EXPECT_EQ(fact(parse_fixture("issue-resolved-in-commit"), FactName::resolution), "in commit 9f8e7d6c5b4a");
  EXPECT_EQ(fact(parse_fixture("issue-resolved-now"), FactName::resolution), "");
  EXPECT_EQ(fact(parse_fixture("issue-resolved-now"), FactName::actor), "Release Bot");
}

TEST(ParseIssue, ResolutionsWithoutDetails) {
  struct Case {
    const char* data;
    const char* resolution;
  };
  const Case cases[] = {
      {R"({"issue":{"statusDetails":{"inNextRelease":true}},"resolution_type":"in_next_release"})", "in next release"},
      {R"({"issue":{"statusDetails":{"autoResolved":true}}})", "automatically"},
      {R"({"issue":{"statusDetails":{"inRelease":null}},"resolution_type":"with_third_party_app"})",
       "with third party app"},
      {R"({"issue":{"statusDetails":[]},"resolution_type":3})", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.data);
    const std::string body = std::string(R"({"action":"resolved","data":)") + c.data + "}";
    EXPECT_EQ(fact(parse(body, "issue", test::source()), FactName::resolution), c.resolution);
  }
}

TEST(ParseIssue, SaysWhyItIsQuietOrBack) {
  EXPECT_EQ(fact(parse_fixture("issue-archived"), FactName::status), "archived until escalating");
  EXPECT_EQ(fact(parse_fixture("issue-ignored"), FactName::status), "archived forever");
  EXPECT_EQ(fact(parse_fixture("issue-ignored"), FactName::action), "ignored");
  EXPECT_EQ(fact(parse_fixture("issue-unresolved-regressed"), FactName::status), "regressed");
  EXPECT_EQ(fact(parse_fixture("issue-unresolved-regressed"), FactName::count), "41");
  EXPECT_EQ(fact(parse_fixture("issue-unresolved-regressed"), FactName::users), "19");
  EXPECT_EQ(fact(parse_fixture("issue-created-2026"), FactName::status), "");
}

TEST(ParseIssue, TitleAndProjectFallBackOnTheShortId) {
  const Parsed parsed =
      parse(R"({"action":"created","data":{"issue":{"id":7,"shortId":"WEB-1A"}}})", "issue", test::source());
  EXPECT_EQ(parsed.alert.title, "WEB-1A");
  EXPECT_EQ(parsed.alert.project, "WEB");
  EXPECT_EQ(parsed.alert.issue_id, "7");
}

TEST(ParseIssue, UnknownActionsAreShownAsTheyAre) {
  const Parsed parsed =
      parse(R"({"action":"set_on_fire","data":{"issue":{"id":"7","title":"t"}}})", "", test::source());
  EXPECT_TRUE(parsed.understood);
  EXPECT_EQ(parsed.alert.action, "set_on_fire");
  EXPECT_EQ(fact(parsed, FactName::action), "set on fire");
}

TEST(ParseIssue, EachStateHasItsOwnKey) {
  const Parsed created = parse_fixture("issue-created-2026");
  const Parsed archived = parse_fixture("issue-archived");
  EXPECT_EQ(created.dedup.subject, "issue|318");
  EXPECT_EQ(archived.dedup.subject, "issue|318");
  EXPECT_EQ(archived.dedup.state, "archived|ignored|archived_until_escalating|||2026-11-23T08:19:02.500000Z|3");
  EXPECT_NE(created.dedup.state, archived.dedup.state);
  EXPECT_NE(parse_fixture("issue-assigned-user").dedup.state, parse_fixture("issue-assigned-team").dedup.state);
}

}  // namespace
}  // namespace relay::sentry
