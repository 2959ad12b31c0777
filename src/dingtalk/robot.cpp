// SPDX-License-Identifier: MIT
#include "relay/dingtalk/robot.hpp"

#include "relay/base/crypto.hpp"

namespace relay::dingtalk {

std::string robot_key(const Robot& robot) {
  return crypto::hex(crypto::sha256(robot.endpoint.host + "\n" + robot.access_token.expose()));
}

}  // namespace relay::dingtalk
