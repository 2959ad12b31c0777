// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "unit/sentry/fixture.hpp"

namespace relay::sentry {
namespace {

using alert::FactName;
using test::parse_fixture;

TEST(ParseInstallation, SaysWhatHappenedToTheIntegration) {
  const Parsed parsed = parse_fixture("installation-created");
  EXPECT_EQ(parsed.alert.kind, alert::Kind::installation);
  EXPECT_EQ(parsed.alert.resource, "installation");
  EXPECT_EQ(parsed.alert.organization, "acme");
  EXPECT_EQ(parsed.alert.title, "Integration chat-relay: created");
  EXPECT_EQ(parsed.alert.facts,
            (std::vector<alert::Fact>{
                {FactName::action, "created"}, {FactName::actor, "Lin Yue"}, {FactName::status, "pending"}}));
  EXPECT_EQ(parse_fixture("installation-deleted").alert.title, "Integration chat-relay: deleted");
}

TEST(ParseInstallation, InstalledAgainIsAnotherState) {
  const Parsed created = parse_fixture("installation-created");
  const Parsed deleted = parse_fixture("installation-deleted");
  EXPECT_EQ(created.dedup.subject, deleted.dedup.subject);
  EXPECT_NE(created.dedup.state, deleted.dedup.state);
}

}  // namespace
}  // namespace relay::sentry
