// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relay::emulator {

// The page's only style sheet.
[[nodiscard]] std::string_view page_style();

// Content-Security-Policy: nothing is loaded from anywhere, nothing runs, and only page_style() styles (by its hash).
[[nodiscard]] std::string page_policy();

}  // namespace relay::emulator
