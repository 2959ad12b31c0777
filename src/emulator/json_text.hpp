// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

// Reading JSON that anybody may have written.
namespace relay::emulator {

// The object in `text`; a discarded value for anything else, nesting deeper than 64 included.
[[nodiscard]] nlohmann::json parse_object(std::string_view text);

// The member's text; empty when it is missing or not a string.
[[nodiscard]] std::string text_member(const nlohmann::json& object, std::string_view name);

// The member when it is an object, else null.
[[nodiscard]] const nlohmann::json* object_member(const nlohmann::json& object, std::string_view name);

// Compact; invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string dump(const nlohmann::json& value);

}  // namespace relay::emulator
