// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "unit/sentry/fixture.hpp"

namespace relay::sentry {
namespace {

using alert::FactName;
using test::fact;
using test::parse_fixture;

TEST(ParseSeer, ReadsEveryStep) {
  struct Case {
    const char* fixture;
    const char* title;
    const char* message;
    const char* changes;
  };
  const Case cases[] = {
      {"seer-root_cause_started", "Seer: root cause started", "", ""},
      {"seer-root_cause_completed", "Seer: root cause completed",
       "`settle()` divides by the number of orders without asking whether there are any.", ""},
      {"seer-solution_completed", "Seer: solution completed", "Return early when the batch is empty.", ""},
      {"seer-coding_completed", "Seer: coding completed", "fix: leave early on an empty batch",
       "acme/shop (seer/empty-batch)"},
      {"seer-pr_created", "Seer: pull request created", "", "acme/shop#1204"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.fixture);
    const Parsed parsed = parse_fixture(c.fixture);
    EXPECT_EQ(parsed.alert.kind, alert::Kind::analysis);
    EXPECT_EQ(parsed.alert.resource, "seer");
    EXPECT_EQ(parsed.alert.title, c.title);
    EXPECT_EQ(parsed.alert.message, c.message);
    EXPECT_EQ(fact(parsed, FactName::changes), c.changes);
    EXPECT_EQ(fact(parsed, FactName::run), "90817");
    EXPECT_EQ(parsed.alert.issue_id, "318");
  }
}

TEST(ParseSeer, LinksToThePullRequestElseToTheIssue) {
  EXPECT_EQ(parse_fixture("seer-pr_created", test::self_hosted()).alert.link, "https://github.com/acme/shop/pull/1204");
  EXPECT_EQ(parse_fixture("seer-coding_completed", test::self_hosted()).alert.link,
            "https://errors.acme.example:8443/organizations/acme/issues/318/");
}

TEST(ParseSeer, EachStepOfARunIsAnotherState) {
  const Parsed started = parse_fixture("seer-root_cause_started");
  const Parsed completed = parse_fixture("seer-root_cause_completed");
  EXPECT_EQ(started.dedup.subject, "seer|90817|318");
  EXPECT_EQ(completed.dedup.subject, "seer|90817|318");
  EXPECT_NE(started.dedup.state, completed.dedup.state);
}

}  // namespace
}  // namespace relay::sentry
