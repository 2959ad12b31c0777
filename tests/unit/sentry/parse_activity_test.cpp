// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/sentry/fixture.hpp"

namespace relay::sentry {
namespace {

using alert::FactName;
using test::parse_fixture;

TEST(ParseActivity, ReadsWhatWasDoneAboutAnIssue) {
  const Parsed parsed = parse_fixture("activity_alert-root-cause");
  const alert::Alert& alert = parsed.alert;
  EXPECT_EQ(alert.kind, alert::Kind::activity);
  EXPECT_EQ(alert.resource, "activity_alert");
  EXPECT_EQ(alert.title, "ZeroDivisionError: division by zero");
  EXPECT_EQ(alert.message, "The batch of 2026-11-23 is empty, and its average is computed all the same.");
  EXPECT_EQ(alert.rules, std::vector<std::string>{"Seer has news 👀"});
  EXPECT_EQ(alert.link, "https://sentry.example.com/organizations/acme/issues/318/");
  EXPECT_EQ(test::fact(parsed, FactName::action), "root cause completed");
  EXPECT_THAT(test::fact_names(parsed),
              testing::ElementsAre(FactName::action, FactName::priority, FactName::count, FactName::users));
}

TEST(ParseActivity, TheFirstVersionCalledTheRuleName) {
  const Parsed parsed = parse(R"({"action":"triggered","data":{"issue":{"id":"1","title":"t"},)"
                              R"("activity":{"type":"resolved"},"alert":{"name":"rule"}}})",
                              "activity_alert", test::source());
  EXPECT_EQ(parsed.alert.rules, std::vector<std::string>{"rule"});
  EXPECT_EQ(test::fact(parsed, FactName::action), "resolved");
}

TEST(ParseActivity, TheKeyIsIssueAndAlert) {
  const Parsed parsed = parse_fixture("activity_alert-root-cause");
  EXPECT_EQ(parsed.dedup.subject, "activity_alert|318|10");
  EXPECT_TRUE(parsed.dedup.state.starts_with("seer_root_cause_completed|"));
}

}  // namespace
}  // namespace relay::sentry
