// SPDX-License-Identifier: MIT
#include "relay/delivery/planner.hpp"

#include <gtest/gtest.h>

namespace relay::delivery {
namespace {

constexpr BootTime at(std::int64_t milliseconds) { return BootTime(Milliseconds{milliseconds}); }

constexpr BootTime kNow = at(1'000);
constexpr BootTime kPast = at(400);

TEST(Planner, DecidesByTheLatestObstacle) {
  struct Case {
    const char* name;
    RobotView robot;
    Plan plan;
  };
  const Case cases[] = {
      {"nothing waits", {std::nullopt, kPast, kPast}, Idle{}},
      {"nothing waits at a closed robot", {std::nullopt, at(5'000), at(9'000)}, Idle{}},
      {"all is free", {kPast, kPast, kPast}, SendOne{}},
      {"all is free just now", {kNow, kNow, kNow}, SendOne{}},
      {"a robot that never waited", {BootTime{}, BootTime{}, BootTime{}}, SendOne{}},
      {"the message waits for its retry", {at(1'001), kPast, kPast}, WaitUntil{at(1'001)}},
      {"the window is full", {kPast, at(3'000), kPast}, WaitUntil{at(3'000)}},
      {"the gate is closed", {kPast, kPast, at(605'000)}, WaitUntil{at(605'000)}},
      {"the window outlasts the gate", {at(2'000), at(4'000), at(3'000)}, WaitUntil{at(4'000)}},
      {"the retry outlasts both", {at(9'000), at(4'000), at(3'000)}, WaitUntil{at(9'000)}},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(plan(c.robot, kNow), c.plan) << c.name;
  }
}

}  // namespace
}  // namespace relay::delivery
