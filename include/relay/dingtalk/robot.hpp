// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relay/base/secret.hpp"
#include "relay/base/url.hpp"
#include "relay/dingtalk/template.hpp"

namespace relay::dingtalk {

enum class Language { en, zh };

// One group robot (https://open.dingtalk.com/document/development/custom-robots-send-group-messages).
struct Robot {
  std::string name;  // of the configuration; a delivery belongs to it
  Url endpoint;      // …/robot/send, its query without access_token, timestamp and sign
  Secret access_token;
  Secret secret;                        // empty: not signed
  std::string keyword;                  // empty: none; never holds '<' or '>'
  std::vector<std::string> at_mobiles;  // digits, with '+' and '-' of a foreign number; at most 50
  bool at_all{false};
  unsigned max_per_minute{18};                 // 1 to 20
  std::optional<Template> message_template{};  // its own layout of a message; empty: the default one
};

// Identifies the robot at DingTalk, for rate and breaker: hex SHA-256 of endpoint host, a line feed, and the token.
[[nodiscard]] std::string robot_key(const Robot& robot);

}  // namespace relay::dingtalk
