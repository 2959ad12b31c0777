// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>

#include "relay/dingtalk/renderer.hpp"

namespace relay::dingtalk {

// Whether the message's JSON stays within what DingTalk takes.
[[nodiscard]] bool fits(const Message& message);

// What `compose` makes of the longest head of `text` with which it fits; of none of it when not even that does.
[[nodiscard]] Message cut_to_fit(std::string_view text, const std::function<Message(std::string_view head)>& compose);

}  // namespace relay::dingtalk
