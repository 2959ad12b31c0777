// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What single characters are, as far as a message cares.
namespace relay::dingtalk {

// Any bytes -> lines of printable, valid UTF-8: split at CR, LF, CRLF, NEL, U+2028 and U+2029; terminal colours,
// control characters and bidirectional overrides dropped; a tab is four spaces at the head of a line, else one.
[[nodiscard]] std::vector<std::string> printable_lines(std::string_view text);

// The last border at or before `position` (a character border of valid UTF-8 within `text`) that does not tear an
// accented letter, a flag or a joined emoji apart. Gives up after 16 characters, so that no text can stall it.
[[nodiscard]] std::size_t cluster_border(std::string_view text, std::size_t position);

// A letter or digit of any script; no symbol, no emoji, no punctuation.
[[nodiscard]] bool is_letter_or_digit(std::uint32_t code_point);

}  // namespace relay::dingtalk
