// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "relay/base/time.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/dingtalk/robot.hpp"

namespace relay::dingtalk {

// The JSON body of one message: compact, raw UTF-8, msgtype "markdown", "at", and "msgUuid" when not empty.
[[nodiscard]] std::string body_of(const Message& message, std::string_view msg_uuid);

// Path and query of one attempt: access_token, and timestamp and sign when the robot has a secret. Made anew for
// every attempt, because a signature is good for an hour only. Holds the token: never log it.
[[nodiscard]] std::string target_of(const Robot& robot, WallTime now);

// 32 lower-case hex digits, stable for one seed, robot and form: DingTalk shows a repeated msgUuid once. A changed
// content must have a changed msgUuid.
[[nodiscard]] std::string msg_uuid(std::string_view seed, std::string_view robot_key, delivery::Form form);

}  // namespace relay::dingtalk
