// SPDX-License-Identifier: MIT
#include "app/wiring.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

config::Config sample() {
  config::Config config;
  config.kinds[alert::Kind::event] = config::KindPolicy::show;
  config.kinds[alert::Kind::installation] = config::KindPolicy::count;
  dingtalk::Robot robot;
  robot.name = "ops";
  config.robots.push_back(robot);
  return config;
}

TEST(Wiring, CountsTheKindsThatTheConfigurationKeepsFromTheChat) {
  alert::Alert installation;
  installation.kind = alert::Kind::installation;
  EXPECT_THAT(make_router(sample()).route(installation),
              ElementsAre(routing::Destination{"ops", "kinds.installation"}));
}

TEST(Wiring, GivesEachRobotItsOwnKeywords) {
  config::Config config = sample();
  dingtalk::Robot web;
  web.name = "web";
  config.robots.push_back(web);
  config.keywords["web"] = {{"deadlock"}, {"health"}};
  alert::Alert alert;
  alert.kind = alert::Kind::event;
  alert.title = "Health of the deadlock detector";
  EXPECT_THAT(make_router(config).route(alert),
              ElementsAre(routing::Destination{"ops", ""}, routing::Destination{"web", "robots.web.exclude_keywords"}));
}

TEST(Wiring, NeverConnectsLongerThanTheWholeAttempt) {
  config::Config config = sample();
  config.deadline = 2s;
  EXPECT_EQ(client_options(config).connect_deadline, 2s);
  EXPECT_EQ(client_options(sample()).connect_deadline, 5s);
}

TEST(Wiring, KeepsPayloadsOnlyWhenAsked) {
  config::Config config = sample();
  EXPECT_FALSE(intake_options(config).keep_payloads);
  config.spool.keep_payloads = 24h;
  EXPECT_TRUE(intake_options(config).keep_payloads);
}

TEST(Wiring, WritesAddressesAsTheyAreConfigured) {
  EXPECT_EQ(text_of({"127.0.0.1", 8090}), "127.0.0.1:8090");
  EXPECT_EQ(text_of({"::", 8090}), "[::]:8090");
}

TEST(Wiring, RendersInTheConfiguredLanguageAndZone) {
  config::Config config = sample();
  config.language = dingtalk::Language::zh;
  config.timezone = *TimeZone::find("Asia/Shanghai");
  EXPECT_EQ(render_options(config).language, dingtalk::Language::zh);
  EXPECT_EQ(dispatcher_options(config, config.robots.front()).render.zone.name(), "Asia/Shanghai");
}

}  // namespace
}  // namespace relay::app
