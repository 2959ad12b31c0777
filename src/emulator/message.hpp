// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/answers.hpp"

namespace relay::emulator {

// What DingTalk takes out of a body. https://open.dingtalk.com/document/development/robot-message-type
struct Message {
  std::string type;   // "markdown"; empty when missing
  std::string title;  // shown in the session list; empty for msgtype text
  std::string text;
  std::vector<std::string> urls;  // of link, actionCard and feedCard members
  std::vector<std::string> at_mobiles;
  bool at_all{false};
  std::string msg_uuid;
};

struct MessageReading {
  Message message;  // as much as could be read, refused or not
  std::optional<Refusal> refusal;
};

// Rows 12 to 16. Never throws; nesting deeper than 64 counts as not JSON.
[[nodiscard]] MessageReading read_message(std::string_view body);

}  // namespace relay::emulator
