// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/dingtalk/renderer.hpp"

namespace relay::dingtalk {

// What the reader must know about this message beside the alert itself, a line each, in Markdown: that it may be a
// repeat, comes late, stands for others or is meant for another group. Empty when there is nothing to say.
[[nodiscard]] std::string notes_of(const RenderOptions& options);

}  // namespace relay::dingtalk
