// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "relay/delivery/verdict.hpp"

namespace relay::dingtalk {

// Kind, reason and wait of one errcode but 0. By number; the text only splits what one number says of several things,
// because its wording changes: four dialects of the same refusal are known.
[[nodiscard]] delivery::Verdict judge_errcode(std::int64_t errcode, std::string_view errmsg);

}  // namespace relay::dingtalk
