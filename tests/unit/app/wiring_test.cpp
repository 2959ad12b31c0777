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
  const routing::Routing routing = make_router(sample()).route(installation);
  EXPECT_THAT(routing.robots, ElementsAre("ops"));
  EXPECT_EQ(routing.suppressed_by, "kinds.installation");
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
