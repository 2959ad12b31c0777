// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "relay/alert/alert.hpp"
#include "relay/base/result.hpp"

namespace relay::storage {

// One alert as compact JSON with short keys; README.md lists them. Keys are never given another meaning, empty members
// are left out, unknown ones ignored: every version reads what any other wrote.
[[nodiscard]] std::string encode_alert(const alert::Alert& alert);
// `malformed` when it is no JSON object. A member of an unexpected type counts as absent.
[[nodiscard]] Result<alert::Alert> decode_alert(std::string_view json);

}  // namespace relay::storage
