// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "relay/delivery/verdict.hpp"
#include "relay/dingtalk/robot.hpp"

namespace relay::dingtalk {

// One sentence for a person: what happened and what to do about it. Empty for Reason::none.
[[nodiscard]] std::string_view cure(delivery::Reason reason, Language language);

}  // namespace relay::dingtalk
