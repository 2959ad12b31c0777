// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace relay::dingtalk {

enum class ReplyShape {
  object,  // a whole JSON object
  markup,  // begins with '<': somebody's web page
  other,   // empty, broken, or JSON of another type
};

// What a body says. Documented members only;
// https://open.dingtalk.com/document/development/custom-robots-send-group-messages
struct Reply {
  ReplyShape shape{ReplyShape::other};
  std::optional<std::int64_t> errcode;  // a number, an integral float or a decimal string; anything else is none
  std::string errmsg;                   // valid UTF-8
  std::optional<std::int64_t> status;   // of the answer that carries no errcode: 1111
  std::optional<std::int64_t> wait;     // its minutes
};

// Never throws, whatever the bytes: nesting beyond what DingTalk answers is skipped, not followed.
[[nodiscard]] Reply read_reply(std::string_view body);

}  // namespace relay::dingtalk
