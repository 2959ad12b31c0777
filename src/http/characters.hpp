// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string_view>

// Character classes of RFC 9110, section 5.
namespace relay::http {

[[nodiscard]] constexpr int hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Part of a method or a field name.
[[nodiscard]] constexpr bool is_token(char c) {
  const bool letter_or_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter_or_digit || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

// Part of a field value: no control character but a tab.
[[nodiscard]] constexpr bool is_field_text(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x20 && byte != 0x7F) || c == '\t';
}

// Printable ASCII without space: what a request target or a host may hold at most.
[[nodiscard]] constexpr bool is_visible(char c) { return c > 0x20 && c < 0x7F; }

template <class Predicate>
[[nodiscard]] constexpr bool all_of(std::string_view text, Predicate predicate) {
  return std::all_of(text.begin(), text.end(), predicate);
}

}  // namespace relay::http
