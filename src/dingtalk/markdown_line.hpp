// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

// What the head of one line of a template's Markdown makes of it.
namespace relay::dingtalk {

[[nodiscard]] bool is_blank(std::string_view text);

// How often the character at `start`, which exists, stands there in a row.
[[nodiscard]] std::size_t run_length(std::string_view text, std::size_t start);

// The length of "> " and the like, one or several, at the head of a line.
[[nodiscard]] std::size_t quote_length(std::string_view line);

// The length of "- ", "* ", "12. " with what stands before it; 0 when the line is no item of a list.
[[nodiscard]] std::size_t item_length(std::string_view line);

[[nodiscard]] bool is_heading(std::string_view line);

// "```", "~~~~": what begins or ends a block of code; else empty.
[[nodiscard]] std::string_view fence_of(std::string_view line);

}  // namespace relay::dingtalk
