// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "unit/sentry/fixture.hpp"

namespace relay::sentry {
namespace {

using alert::Level;
using test::parse_fixture;
using test::source;

TEST(ParseLegacy, ReadsTheCurrentBody) {
  const Parsed parsed = parse_fixture("legacy-exception-python");
  const alert::Alert& alert = parsed.alert;
  EXPECT_EQ(alert.kind, alert::Kind::event);
  EXPECT_EQ(alert.resource, "legacy");
  EXPECT_EQ(alert.project, "Shop Backend");
  EXPECT_EQ(alert.project_slug, "shop-backend");
  EXPECT_EQ(alert.organization, "acme");
  EXPECT_EQ(alert.environment, "production");
  EXPECT_EQ(alert.level, Level::error);
  EXPECT_EQ(alert.title, "ZeroDivisionError: division by zero");
  EXPECT_EQ(alert.message, "division by zero");
  EXPECT_EQ(alert.location, "__main__ in <module>");
  EXPECT_EQ(alert.link, "https://sentry.example.com/organizations/acme/issues/318/?referrer=webhooks_plugin");
  EXPECT_EQ(alert.event_id, "3f2a9c1be07d4f5c8a6b5d4e3c2b1a09");
  EXPECT_EQ(alert.issue_id, "318");
  EXPECT_EQ(alert.occurred_at, test::at(1795421730123));
  EXPECT_EQ(test::fact(parsed, alert::FactName::release), "shop@4.7.1");
}

TEST(ParseLegacy, NamesEveryRuleOnce) {
  EXPECT_EQ(parse_fixture("legacy-exception-python").alert.rules,
            (std::vector<std::string>{"Every error to the group", "Night shift"}));
}

TEST(ParseLegacy, ReadsTheTestButton) {
  const Parsed parsed = parse_fixture("legacy-test-button");
  EXPECT_EQ(parsed.alert.title, "This is an example Python exception");
  EXPECT_EQ(parsed.alert.message, "");
  EXPECT_TRUE(parsed.alert.rules.empty());
  EXPECT_EQ(parsed.alert.organization, "acme");
  EXPECT_EQ(parsed.alert.link, "https://acme.sentry.io/issues/318/?referrer=webhooks_plugin");
  EXPECT_EQ(parsed.alert.environment, "prod");
}

TEST(ParseLegacy, ReadsTheBodyOf2020) {
  const Parsed parsed = parse_fixture("legacy-2020");
  EXPECT_EQ(parsed.alert.project, "小程序");
  EXPECT_EQ(parsed.alert.project_slug, "mini-app");
  EXPECT_EQ(parsed.alert.level, Level::warning);
  EXPECT_EQ(parsed.alert.rules, std::vector<std::string>{"前端报警"});
}

TEST(ParseLegacy, ReadsTheInterfacesOfSentry8) {
  const Parsed parsed = parse_fixture("legacy-sentry8");
  EXPECT_EQ(parsed.alert.title, "IntegrityError: duplicate key value violates unique constraint \"invoice_no\"");
  EXPECT_EQ(parsed.alert.message,
            "duplicate key value violates unique constraint \"invoice_no\"\n"
            "DETAIL:  Key (no)=(2016-0047) already exists.");
  EXPECT_EQ(parsed.alert.link, "https://sentry.example.com/acme/billing/issues/4471/");
  EXPECT_EQ(parsed.alert.organization, "acme");
  EXPECT_EQ(parsed.alert.event_id, "1234abcd1234abcd1234abcd1234abcd");
}

TEST(ParseLegacy, ReadsTheSixKeysOf2014) {
  const Parsed parsed = parse_fixture("legacy-2014");
  EXPECT_EQ(parsed.alert.resource, "legacy");
  EXPECT_EQ(parsed.alert.project, "billing");
  EXPECT_EQ(parsed.alert.organization, "acme");
  EXPECT_EQ(parsed.alert.title, "Invoice 2014-0047 could not be charged");
  EXPECT_EQ(parsed.alert.link, "https://app.getsentry.com/acme/billing/group/27379/");
}

TEST(ParseLegacy, ANumberIsAnEventIdToo) {
  const Parsed parsed = parse(R"({"project_slug":"p","id":1,"event":{"id":884213}})", "", source());
  EXPECT_EQ(parsed.alert.event_id, "884213");
  EXPECT_EQ(parsed.alert.issue_id, "1");
}

TEST(ParseLegacy, TitleInOrderOfPreference) {
  struct Case {
    const char* body;
    const char* title;
  };
  const Case cases[] = {
      {R"({"project_slug":"p","message":"m","event":{"title":"t"}})", "t"},
      {R"({"project_slug":"p","message":"m","event":{"metadata":{"type":"T","value":"v"}}})", "T: v"},
      {R"({"project_slug":"p","message":"m","culprit":"c"})", "m"},
      {R"({"project_slug":"p","message":"","culprit":"c"})", "c"},
      {R"({"project_slug":"p","message":null,"id":"42"})", "issue 42"},
      {R"({"project_slug":"p"})", "(no title)"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.body);
    EXPECT_EQ(parse(c.body, "", source()).alert.title, c.title);
  }
}

TEST(ParseLegacy, LevelMayBeUnknown) {
  EXPECT_EQ(parse(R"({"project_slug":"p","level":null})", "", source()).alert.level, Level::unknown);
  EXPECT_EQ(parse(R"({"project_slug":"p","event":{"level":50}})", "", source()).alert.level, Level::fatal);
}

TEST(ParseLegacy, ALinkThatIsWrongIsRebuilt) {
  EXPECT_EQ(parse(R"({"project_slug":"p","id":"7","url":"nowhere"})", "", test::self_hosted()).alert.link,
            "https://errors.acme.example:8443/organizations/acme/issues/7/");
  EXPECT_EQ(parse(R"({"project_slug":"p","id":"7","url":"/acme/p/issues/7/"})", "", test::self_hosted()).alert.link,
            "https://errors.acme.example:8443/acme/p/issues/7/");
}

TEST(ParseLegacy, TheKeyIsEventIssueAndRules) {
  EXPECT_EQ(parse_fixture("legacy-exception-python").dedup.subject,
            "legacy|3f2a9c1be07d4f5c8a6b5d4e3c2b1a09|318|Every error to the group|Night shift");
  EXPECT_TRUE(parse_fixture("legacy-2014").dedup.subject.starts_with("body:"));
}

}  // namespace
}  // namespace relay::sentry
