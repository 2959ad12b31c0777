// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above U+10FFFF.
namespace relay::utf8 {

[[nodiscard]] bool is_valid(std::string_view text);

// Every maximal ill-formed part becomes one U+FFFD (Unicode 15, section 3.9, "maximal subpart"); NUL becomes U+FFFD
// too.
[[nodiscard]] std::string repair(std::string_view text);

// The longest prefix of at most `bytes` bytes that ends on a character border. `text` is valid UTF-8.
[[nodiscard]] std::string_view cut_bytes(std::string_view text, std::size_t bytes);

// The first `characters` code points. `text` is valid UTF-8.
[[nodiscard]] std::string_view cut_characters(std::string_view text, std::size_t characters);

[[nodiscard]] std::size_t count_characters(std::string_view text);

// Appends one code point; a surrogate or a value above U+10FFFF appends U+FFFD.
void append(std::string& out, std::uint32_t code_point);

// Decodes the code point that starts at `position` of valid UTF-8 and moves `position` behind it.
[[nodiscard]] std::uint32_t decode(std::string_view text, std::size_t& position);

}  // namespace relay::utf8
