// SPDX-License-Identifier: MIT
#include "relay/dingtalk/robot.hpp"

#include <gtest/gtest.h>

#include "relay/base/crypto.hpp"
#include "unit/dingtalk/samples.hpp"

namespace relay::dingtalk {
namespace {

TEST(RobotKey, IsTheDigestOfHostAndToken) {
  EXPECT_EQ(robot_key(test::sample_robot()), crypto::hex(crypto::sha256("oapi.dingtalk.com\n0123abcd")));
}

TEST(RobotKey, DoesNotDependOnTheName) {
  Robot other = test::sample_robot();
  other.name = "frontend";
  EXPECT_EQ(robot_key(other), robot_key(test::sample_robot()));
}

TEST(RobotKey, TellsHostsAndTokensApart) {
  Robot host = test::sample_robot();
  host.endpoint.host = "oapi.dingtalk.io";
  Robot token = test::sample_robot();
  token.access_token = Secret("0123abce");
  EXPECT_NE(robot_key(host), robot_key(test::sample_robot()));
  EXPECT_NE(robot_key(token), robot_key(test::sample_robot()));
}

}  // namespace
}  // namespace relay::dingtalk
