// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

// What every text of an alert goes through. Arguments are valid UTF-8, and so are results. Terminal escape sequences
// (ECMA-48: colours, titles) go as a whole; control characters and bidirectional overrides (U+202A-202E, U+2066-2069:
// they make a text read as something else) are dropped; the ends are trimmed, invisible characters included.
namespace relay::sentry {

// Line breaks (CR, LF, U+0085, U+2028, U+2029) and tabs become one space.
[[nodiscard]] std::string one_line(std::string_view text);

// Line breaks become '\n'; tabs stay.
[[nodiscard]] std::string many_lines(std::string_view text);

}  // namespace relay::sentry
