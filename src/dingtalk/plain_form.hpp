// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "relay/alert/alert.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/dingtalk/robot.hpp"

namespace relay::dingtalk {

// Foreign text with little left to object to: words of letters, digits and basic punctuation. Whole URLs are dropped,
// and host names fall apart into words, because nobody said whether a link or a word was refused.
[[nodiscard]] std::string harmless(std::string_view text);

// The form for a message whose content was refused: title, project, level, id; no message, no link.
[[nodiscard]] Message render_plain(const alert::Alert& alert, const Robot& robot, const RenderOptions& options);

}  // namespace relay::dingtalk
