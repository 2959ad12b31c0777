// SPDX-License-Identifier: MIT
#include "sentry/json_string.hpp"

#include <cstdint>
#include <optional>

#include "relay/base/utf8.hpp"

namespace relay::sentry {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

std::optional<std::uint32_t> hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return static_cast<std::uint32_t>(c - '0');
  }
  if (c >= 'a' && c <= 'f') {
    return static_cast<std::uint32_t>(c - 'a' + 10);
  }
  if (c >= 'A' && c <= 'F') {
    return static_cast<std::uint32_t>(c - 'A' + 10);
  }
  return std::nullopt;
}

// The value of "\uXXXX" at `position`, when that is what stands there.
std::optional<std::uint32_t> code_unit_at(std::string_view raw, std::size_t position) {
  if (raw.substr(position, 2) != "\\u" || position + 6 > raw.size()) {
    return std::nullopt;
  }
  std::uint32_t unit = 0;
  for (const char c : raw.substr(position + 2, 4)) {
    const auto digit = hex_digit(c);
    if (!digit.has_value()) {
      return std::nullopt;
    }
    unit = unit * 16 + *digit;
  }
  return unit;
}

bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// Appends the character of the escape at `position` and returns the position behind it.
std::size_t append_code_point(std::string& out, std::string_view raw, std::size_t position) {
  const auto unit = code_unit_at(raw, position);
  if (!unit.has_value()) {
    utf8::append(out, kReplacement);
    return position + 2;
  }
  const auto next = code_unit_at(raw, position + 6);
  if (is_high_surrogate(*unit) && next.has_value() && is_low_surrogate(*next)) {
    utf8::append(out, 0x10000U + ((*unit - 0xD800U) << 10U) + (*next - 0xDC00U));
    return position + 12;
  }
  utf8::append(out, *unit == 0 ? kReplacement : *unit);
  return position + 6;
}

char simple_escape(char letter) {
  switch (letter) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return letter;
  }
}

std::size_t append_escape(std::string& out, std::string_view raw, std::size_t position) {
  constexpr std::string_view kSimple = "\"\\/bfnrt";
  const char letter = position + 1 < raw.size() ? raw[position + 1] : '\0';
  if (letter == 'u') {
    return append_code_point(out, raw, position);
  }
  if (kSimple.find(letter) != std::string_view::npos) {
    out.push_back(simple_escape(letter));
    return position + 2;
  }
  utf8::append(out, kReplacement);
  return position + 1;
}

}  // namespace

std::string_view raw_string_at(std::string_view body, std::size_t begin) {
  std::size_t end = begin;
  for (;;) {
    end = std::min(body.find('"', end), body.size());
    std::size_t backslashes = 0;
    while (end - backslashes > begin && body[end - backslashes - 1] == '\\') {
      ++backslashes;
    }
    if (end == body.size() || backslashes % 2 == 0) {
      return body.substr(begin, end - begin);
    }
    ++end;
  }
}

std::string unescape(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t position = 0; position < raw.size();) {
    const std::size_t backslash = std::min(raw.find('\\', position), raw.size());
    out.append(raw.substr(position, backslash - position));
    position = backslash < raw.size() ? append_escape(out, raw, backslash) : backslash;
  }
  return out;
}

}  // namespace relay::sentry
