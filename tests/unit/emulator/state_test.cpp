// SPDX-License-Identifier: MIT
#include "emulator/state.hpp"

#include <gtest/gtest.h>

#include "unit/emulator/desk.hpp"

namespace relay::emulator {
namespace {

TEST(State, FindsRobotsByTokenAndName) {
  test::Desk desk;
  EXPECT_EQ(desk.state.robot_of("t-plain")->name, "plain");
  EXPECT_EQ(desk.state.robot_of(""), nullptr);
  EXPECT_EQ(desk.state.robot_named("signed")->token, "t-signed");
}

TEST(State, PutReplacesTheRobotOfTheSameName) {
  test::Desk desk;
  desk.state.put_robot({"plain", "new-token", "", {}, {}});
  EXPECT_EQ(desk.state.robot_of("t-plain"), nullptr);
  EXPECT_EQ(desk.state.robot_of("new-token")->name, "plain");
  EXPECT_EQ(desk.state.options.robots.size(), 4U);
}

TEST(State, DropMakesTheTokenUnknown) {
  test::Desk desk;
  desk.state.drop_robot("plain");
  EXPECT_EQ(desk.state.robot_of("t-plain"), nullptr);
}

TEST(State, ServerTimeIsOffByTheOffset) {
  test::Desk desk;
  desk.state.options.clock_offset = std::chrono::hours{2};
  EXPECT_EQ(desk.state.server_time(), desk.clock.wall_now() + std::chrono::hours{2});
}

TEST(State, ForgetsMessagesAndUuids) {
  test::Desk desk;
  desk.send();
  desk.state.forget();
  EXPECT_TRUE(desk.state.transcript.entries().empty());
  desk.send();
  EXPECT_TRUE(desk.last().shown);
}

}  // namespace
}  // namespace relay::emulator
