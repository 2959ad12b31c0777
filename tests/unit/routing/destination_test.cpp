// SPDX-License-Identifier: MIT
#include "relay/routing/destination.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::routing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Destinations kMixed{{"ops"}, {"web", "robots.web.exclude_keywords"}, {"db", "preview"}, {"etl", "preview"}};

TEST(Destinations, AreDeliveredWhereNoRuleStandsAgainstIt) {
  EXPECT_THAT(delivered_to(kMixed), ElementsAre("ops"));
  EXPECT_THAT(delivered_to({{"db", "preview"}}), IsEmpty());
}

TEST(Destinations, NameEachRuleOnce) {
  EXPECT_THAT(rules_of(kMixed), ElementsAre("robots.web.exclude_keywords", "preview"));
  EXPECT_THAT(rules_of({{"ops"}}), IsEmpty());
}

}  // namespace
}  // namespace relay::routing
