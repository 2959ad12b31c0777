// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relay::sentry {

// The text between the quotes of a JSON string, as it stands in the body, that begins at `begin` (behind the opening
// quote). Ends before the closing quote, or with the body when there is none.
[[nodiscard]] std::string_view raw_string_at(std::string_view body, std::size_t begin);

// Undoes the escapes of such a text (RFC 8259, section 7). `raw` is valid UTF-8, and so is the result: a lone
// surrogate, a NUL and a broken escape become U+FFFD. Python escapes lone surrogates unchanged, which is why no
// library that refuses them can be used.
[[nodiscard]] std::string unescape(std::string_view raw);

}  // namespace relay::sentry
