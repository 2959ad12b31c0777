// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/sentry/fixture.hpp"

namespace relay::sentry {
namespace {

using alert::FactName;
using alert::Level;
using test::fact;
using test::parse_fixture;
using testing::ElementsAre;

TEST(ParseMetric, ReadsACriticalOne) {
  const Parsed parsed = parse_fixture("metric_alert-critical");
  const alert::Alert& alert = parsed.alert;
  EXPECT_EQ(alert.kind, alert::Kind::metric);
  EXPECT_EQ(alert.resource, "metric_alert");
  EXPECT_EQ(alert.level, Level::fatal);
  EXPECT_EQ(alert.title, "Critical: Error rate of the shop");
  EXPECT_EQ(alert.message, "");
  EXPECT_EQ(alert.project, "shop-backend");
  EXPECT_EQ(alert.project_slug, "shop-backend");
  EXPECT_EQ(alert.organization, "acme");
  EXPECT_EQ(alert.environment, "production");
  EXPECT_EQ(alert.rules, std::vector<std::string>{"Error rate of the shop"});
  EXPECT_EQ(alert.link, "https://sentry.example.com/organizations/acme/alerts/rules/details/15/?alert=27");
  EXPECT_EQ(alert.issue_id, "94");
  EXPECT_EQ(alert.location, "");
  EXPECT_EQ(alert.facts, (std::vector<alert::Fact>{{FactName::value, "118 events in the last 60 minutes"},
                                                   {FactName::threshold, "> 100"},
                                                   {FactName::window, "60 min"},
                                                   {FactName::query, "count() level:error"},
                                                   {FactName::started, "2026-11-23T08:10:00Z"}}));
}

TEST(ParseMetric, AResolvedOneSaysWhen) {
  const Parsed parsed = parse_fixture("metric_alert-resolved");
  EXPECT_EQ(parsed.alert.level, Level::ok);
  EXPECT_EQ(fact(parsed, FactName::value), "12 events in the last 60 minutes");
  EXPECT_EQ(fact(parsed, FactName::threshold), "< 50");
  EXPECT_EQ(fact(parsed, FactName::ended), "2026-11-23T09:02:00Z");
  EXPECT_EQ(parsed.alert.message, "");
  EXPECT_EQ(parsed.alert.occurred_at, test::at(1795424520000));
}

TEST(ParseMetric, ThresholdsMayLieBelow) {
  const Parsed parsed = parse_fixture("metric_alert-warning-below");
  EXPECT_EQ(parsed.alert.level, Level::warning);
  EXPECT_EQ(fact(parsed, FactName::threshold), "< 0.5");
  EXPECT_EQ(fact(parsed, FactName::window), "10 min");
  EXPECT_EQ(fact(parsed, FactName::query), "p95(transaction.duration)");
}

TEST(ParseMetric, MinimalBodies) {
  const Parsed parsed = parse_fixture("metric_alert-open-minimal");
  EXPECT_EQ(parsed.alert.level, Level::error);
  EXPECT_EQ(parsed.alert.title, "Crash free sessions");
  EXPECT_EQ(parsed.alert.organization, "acme");
  EXPECT_EQ(parsed.alert.link, "");
  EXPECT_THAT(test::fact_names(parsed), ElementsAre(FactName::value));
}

TEST(ParseMetric, OtherActionsGoByTheStatus) {
  struct Case {
    const char* status;
    Level level;
  };
  for (const Case& c : {Case{"20", Level::fatal}, Case{"10", Level::warning}, Case{"2", Level::ok},
                        Case{"1", Level::error}, Case{"\"20\"", Level::fatal}, Case{"null", Level::unknown}}) {
    SCOPED_TRACE(c.status);
    const std::string body = std::string(R"({"action":"updated","data":{"metric_alert":{"status":)") + c.status + "}}}";
    EXPECT_EQ(parse(body, "", test::source()).alert.level, c.level);
  }
}

TEST(ParseMetric, FurtherLinesOfTheDescriptionAreTheMessage) {
  const Parsed parsed = parse(R"({"action":"critical","data":{"description_text":"value\nwhy\nand how",)"
                              R"("metric_alert":{"alert_rule":{"query":"q"}}}})",
                              "", test::source());
  EXPECT_EQ(fact(parsed, FactName::value), "value");
  EXPECT_EQ(parsed.alert.message, "why\nand how");
}

TEST(ParseMetric, SeveralProjectsAreAllNamed) {
  const Parsed parsed =
      parse(R"({"action":"open","data":{"metric_alert":{"projects":["a",null,"b"]}}})", "", test::source());
  EXPECT_EQ(parsed.alert.project, "a, b");
  EXPECT_EQ(parsed.alert.project_slug, "");
}

TEST(ParseMetric, SenselessWindowsAreLeftOut) {
  for (const char* window : {"0", "-5", "1e300", "\"60\"", "null"}) {
    SCOPED_TRACE(window);
    const std::string body =
        std::string(R"({"action":"open","data":{"metric_alert":{"alert_rule":{"time_window":)") + window + "}}}}";
    EXPECT_EQ(fact(parse(body, "", test::source()), FactName::window), "");
  }
}

TEST(ParseMetric, EachStateHasItsOwnKey) {
  const Parsed critical = parse_fixture("metric_alert-critical");
  const Parsed resolved = parse_fixture("metric_alert-resolved");
  EXPECT_EQ(critical.dedup.subject, "metric_alert|94");
  EXPECT_EQ(resolved.dedup.subject, "metric_alert|94");
  EXPECT_EQ(critical.dedup.state, "critical|20|2026-11-23T08:10:00Z|");
  EXPECT_NE(critical.dedup.state, resolved.dedup.state);
}

}  // namespace
}  // namespace relay::sentry
