// SPDX-License-Identifier: MIT
#include "relay/telemetry/health.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/manual_clock.hpp"

namespace relay::telemetry {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

class HealthTest : public testing::Test {
 protected:
  struct Reply {
    int status;
    json body;
  };
  Reply readiness() {
    const ports::HttpResponse response = health.readiness(spool);
    return {response.status, json::parse(response.body)};
  }
  static ports::RequestAnswered answered(int status, const std::string& code) {
    return {"/sentry/<source>", "main", "192.0.2.1", status, code, "", std::nullopt, 0, 0ms};
  }

  test::ManualClock clock;
  Health health{clock, {"backend", "ops"}, dingtalk::Language::en};
  std::optional<ports::SpoolStatus> spool{ports::SpoolStatus{{{"ops", 3, 42s}}, 8192, 1U << 20U, true}};
};

TEST_F(HealthTest, IsAliveWhateverThePhase) {
  EXPECT_EQ(health.alive().status, 200);
  health.on(ports::SpoolFailed{"EIO"});
  EXPECT_EQ(health.alive().status, 200);
}

TEST_F(HealthTest, IsReadyOnlyWhileItCanStore) {
  EXPECT_EQ(readiness().status, 503);
  health.enter(Phase::ready);
  EXPECT_EQ(readiness().status, 200);
  health.on(ports::SpoolFailed{"EIO"});
  EXPECT_EQ(readiness().status, 503);
  EXPECT_EQ(readiness().body.at("phase"), "spool_failed");
}

TEST_F(HealthTest, StaysReadyWhileTheSpoolOnlyCounts) {
  health.enter(Phase::ready);
  spool->takes_alerts = false;
  const Reply full = readiness();
  EXPECT_EQ(full.status, 200);
  EXPECT_EQ(full.body.at("fault"), "spool_full");
  EXPECT_NE(full.body.at("cure").get<std::string>().find("spool.max_bytes"), std::string::npos);
  EXPECT_EQ(health.alive().status, 200);
  spool->takes_alerts = true;
  spool->pressure = ports::Pressure::disk_full;
  EXPECT_EQ(readiness().body.at("fault"), "disk_full");
  spool->pressure = ports::Pressure::none;
  EXPECT_FALSE(readiness().body.contains("fault"));
}

TEST_F(HealthTest, IsNotReadyForAWhileAfterTheDiskRefusedAnAlert) {
  health.enter(Phase::ready);
  health.on(answered(503, "storage_unavailable"));
  EXPECT_EQ(readiness().body.at("fault"), "spool_refuses");
  health.on(answered(401, "signature_missing"));
  EXPECT_EQ(readiness().status, 503);
  health.on(answered(200, "stored"));
  EXPECT_EQ(readiness().status, 200);
  health.on(answered(503, "storage_unavailable"));
  clock.advance(30s);
  EXPECT_EQ(readiness().status, 200) << "nobody sends to what is not ready, so it must be tried again";
}

TEST_F(HealthTest, StaysReadyWhileDingTalkRefuses) {
  health.enter(Phase::ready);
  health.on(ports::RobotGateChanged{"ops", delivery::GateState::refusing, delivery::Reason::keyword_missing,
                                    "310000: keywords not in content", 30s});
  const Reply reply = readiness();
  EXPECT_EQ(reply.status, 200);
  const json& robots = reply.body.at("robots");
  EXPECT_EQ(robots[0]["state"], "open");
  EXPECT_EQ(robots[1]["name"], "ops");
  EXPECT_EQ(robots[1]["state"], "refusing");
  EXPECT_EQ(robots[1]["next_try_in_seconds"], 30);
  EXPECT_NE(robots[1]["cure"], "");
}

TEST_F(HealthTest, TellsWhatWaits) {
  const Reply reply = readiness();
  EXPECT_EQ(reply.body.at("robots")[0]["pending"], 0);
  EXPECT_EQ(reply.body.at("robots")[1]["pending"], 3);
  EXPECT_EQ(reply.body.at("robots")[1]["oldest_pending_seconds"], 42);
  EXPECT_EQ(reply.body.at("spool")["max_bytes"], 1U << 20U);
}

TEST_F(HealthTest, TellsTheRestWithoutTheSpool) {
  spool.reset();
  const Reply reply = readiness();
  EXPECT_FALSE(reply.body.contains("spool"));
  EXPECT_FALSE(reply.body.at("robots")[1].contains("pending"));
}

TEST_F(HealthTest, ListsTheRobotsOfTheNewestConfiguration) {
  health.enter(Phase::ready);
  const ports::RobotGateChanged refusing{"ops", delivery::GateState::refusing, delivery::Reason::keyword_missing, "",
                                         30s};
  health.on(refusing);
  health.adopt({"ops", "second"}, dingtalk::Language::zh);
  health.on(
      ports::RobotGateChanged{"backend", delivery::GateState::refusing, delivery::Reason::keyword_missing, "", 30s});
  const Reply reply = readiness();
  const json& robots = reply.body.at("robots");
  ASSERT_EQ(robots.size(), 2U) << "a robot that left does not come back by what its last attempt says";
  EXPECT_EQ(robots[0]["name"], "ops");
  EXPECT_EQ(robots[0]["state"], "refusing");
  EXPECT_EQ(robots[1]["name"], "second");
  EXPECT_EQ(robots[1]["state"], "open");
}

TEST_F(HealthTest, SaysThatARobotIsPausedAndHowToResumeIt) {
  health.enter(Phase::ready);
  spool->paused = {"ops"};
  const Reply reply = readiness();
  EXPECT_EQ(reply.status, 200);
  EXPECT_FALSE(reply.body.at("robots").at(0).contains("paused"));
  EXPECT_TRUE(reply.body.at("robots").at(1).at("paused").get<bool>());
  EXPECT_EQ(reply.body.at("robots").at(1).at("resume_with"), "sentry-dingtalk-relay resume ops");
}

}  // namespace
}  // namespace relay::telemetry
