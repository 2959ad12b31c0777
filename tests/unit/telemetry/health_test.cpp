// SPDX-License-Identifier: MIT
#include "relay/telemetry/health.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/manual_clock.hpp"

namespace relay::telemetry {
namespace {

using nlohmann::json;

class HealthTest : public testing::Test {
 protected:
  ports::HttpResponse get(const std::string& path, const std::string& method = "GET") {
    ports::HttpHead head;
    head.method = method;
    head.path = path;
    return std::get<ports::HttpResponse>(health.admit(head));
  }

  test::ManualClock clock;
  Health health{clock, {"backend", "ops"}, dingtalk::Language::en};
};

TEST_F(HealthTest, IsAliveWhateverThePhase) {
  EXPECT_EQ(get("/healthz").status, 200);
  EXPECT_EQ(get("/-/healthy", "HEAD").status, 200);
}

TEST_F(HealthTest, IsReadyOnlyWhileItCanStore) {
  EXPECT_EQ(get("/readyz").status, 503);
  health.enter(Phase::ready);
  EXPECT_EQ(get("/readyz").status, 200);
  EXPECT_EQ(get("/-/ready").status, 200);
  health.on(ports::SpoolFailed{"EIO"});
  EXPECT_EQ(get("/readyz").status, 503);
}

TEST_F(HealthTest, StaysReadyWhileDingTalkRefuses) {
  health.enter(Phase::ready);
  health.on(ports::RobotGateChanged{"ops", delivery::GateState::refusing, delivery::Reason::keyword_missing,
                                    "310000: keywords not in content", Milliseconds{30'000}});
  const ports::HttpResponse reply = get("/readyz");
  EXPECT_EQ(reply.status, 200);
  const json body = json::parse(reply.body);
  EXPECT_EQ(body["robots"][0]["state"], "open");
  EXPECT_EQ(body["robots"][1]["name"], "ops");
  EXPECT_EQ(body["robots"][1]["state"], "refusing");
  EXPECT_EQ(body["robots"][1]["next_try_in_seconds"], 30);
  EXPECT_NE(body["robots"][1]["cure"], "");
}

TEST_F(HealthTest, ListsTheRobotsOfTheNewestConfiguration) {
  health.enter(Phase::ready);
  const ports::RobotGateChanged refusing{"ops", delivery::GateState::refusing, delivery::Reason::keyword_missing, "",
                                         Milliseconds{30'000}};
  health.on(refusing);
  health.adopt({"ops", "second"}, dingtalk::Language::zh);
  health.on(ports::RobotGateChanged{"backend", delivery::GateState::refusing, delivery::Reason::keyword_missing, "",
                                    Milliseconds{30'000}});
  const json robots = json::parse(get("/readyz").body)["robots"];
  ASSERT_EQ(robots.size(), 2U) << "a robot that left does not come back by what its last attempt says";
  EXPECT_EQ(robots[0]["name"], "ops");
  EXPECT_EQ(robots[0]["state"], "refusing");
  EXPECT_EQ(robots[1]["name"], "second");
  EXPECT_EQ(robots[1]["state"], "open");
}

TEST_F(HealthTest, RefusesOtherPathsAndMethods) {
  EXPECT_EQ(get("/").status, 404);
  EXPECT_EQ(get("/healthz", "POST").status, 405);
}

}  // namespace
}  // namespace relay::telemetry
