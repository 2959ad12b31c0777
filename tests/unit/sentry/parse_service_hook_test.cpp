// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "unit/sentry/fixture.hpp"

namespace relay::sentry {
namespace {

TEST(ParseServiceHook, ReadsVersionZero) {
  const Parsed parsed = test::parse_fixture("service_hook-v0");
  const alert::Alert& alert = parsed.alert;
  EXPECT_EQ(alert.kind, alert::Kind::event);
  EXPECT_EQ(alert.resource, "service_hook");
  EXPECT_EQ(alert.project, "Shop Backend");
  EXPECT_EQ(alert.project_slug, "shop-backend");
  EXPECT_EQ(alert.organization, "acme");
  EXPECT_EQ(alert.environment, "production");
  EXPECT_EQ(alert.level, alert::Level::error);
  EXPECT_EQ(alert.title, "ZeroDivisionError: division by zero");
  EXPECT_EQ(alert.message, "division by zero");
  EXPECT_EQ(alert.location, "jobs.settle in settle");
  EXPECT_EQ(alert.link, "https://sentry.example.com/organizations/acme/issues/318/");
  EXPECT_EQ(alert.short_id, "SHOP-BACKEND-8U");
  EXPECT_EQ(alert.occurred_at, test::at(1795421730123));
  EXPECT_EQ(test::fact(parsed, alert::FactName::release), "shop@4.7.1");
  EXPECT_EQ(parsed.dedup.subject, "service_hook|3f2a9c1be07d4f5c8a6b5d4e3c2b1a09|318");
}

TEST(ParseServiceHook, TheGroupHelpsOut) {
  const Parsed parsed =
      parse(R"({"project":{"slug":"p"},"group":{"id":5,"title":"g","level":"warning","culprit":"c"},"event":{}})", "",
            test::self_hosted());
  EXPECT_EQ(parsed.alert.title, "g");
  EXPECT_EQ(parsed.alert.level, alert::Level::warning);
  EXPECT_EQ(parsed.alert.location, "c");
  EXPECT_EQ(parsed.alert.project, "p");
  EXPECT_EQ(parsed.alert.link, "https://errors.acme.example:8443/organizations/acme/issues/5/");
}

}  // namespace
}  // namespace relay::sentry
