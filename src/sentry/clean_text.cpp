// SPDX-License-Identifier: MIT
#include "sentry/clean_text.hpp"

#include <algorithm>
#include <cstdint>

#include "relay/base/utf8.hpp"

namespace relay::sentry {
namespace {

enum class Breaks { to_space, keep };

constexpr std::uint32_t kEscape = 0x1B;
constexpr std::uint32_t kCsi = 0x9B;
constexpr std::uint32_t kOsc = 0x9D;

bool is_line_break(std::uint32_t c) { return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029; }

bool is_control(std::uint32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

bool is_bidi_override(std::uint32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

// White space and characters of no width: a title of nothing else is an empty title.
bool is_blank(std::uint32_t c) {
  return c == ' ' || c == '\n' || c == '\t' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) ||
         c == 0x202F || (c >= 0x205F && c <= 0x2064) || c == 0x3000 || c == 0xFEFF;
}

char byte_at(std::string_view text, std::size_t position) { return position < text.size() ? text[position] : '\0'; }

// Behind the final byte of a control sequence whose parameters begin at `position`.
std::size_t end_of_csi(std::string_view text, std::size_t position) {
  while (byte_at(text, position) >= 0x20 && byte_at(text, position) <= 0x3F) {
    ++position;
  }
  const char last = byte_at(text, position);
  return last >= 0x40 && last <= 0x7E ? position + 1 : position;
}

// Behind the BEL or ESC \ that ends an operating system command; one that nothing ends is only its introducer.
std::size_t end_of_osc(std::string_view text, std::size_t position) {
  const std::size_t bell = text.find('\a', position);
  const std::size_t terminator = text.find("\x1B\\", position);
  if (bell == std::string_view::npos && terminator == std::string_view::npos) {
    return position;
  }
  return bell < terminator ? bell + 1 : terminator + 2;
}

std::size_t end_of_escape(std::string_view text, std::size_t position) {
  const char kind = byte_at(text, position);
  if (kind == '[') {
    return end_of_csi(text, position + 1);
  }
  if (kind == ']') {
    return end_of_osc(text, position + 1);
  }
  return kind >= 0x20 && kind <= 0x7E ? position + 1 : position;
}

void append_break(std::string& out, Breaks breaks) {
  if (breaks == Breaks::keep) {
    out.push_back('\n');
  } else if (!out.ends_with(' ')) {
    out.push_back(' ');
  }
}

// From behind: the last character that is not blank ends the text.
std::string_view trimmed(std::string_view text) {
  std::size_t begin = std::string_view::npos;
  std::size_t end = 0;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    if (!is_blank(utf8::decode(text, position))) {
      begin = std::min(begin, start);
      end = position;
    }
  }
  return end == 0 ? std::string_view{} : text.substr(begin, end - begin);
}

// Nearly every text: then only spaces at the ends can go, and no character needs a look of its own.
bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7E; });
}

std::string without_outer_spaces(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos ? std::string{}
                                         : std::string(text.substr(begin, text.find_last_not_of(' ') + 1 - begin));
}

std::string clean(std::string_view text, Breaks breaks) {
  if (is_printable_ascii(text)) {
    return without_outer_spaces(text);
  }
  std::string out;
  out.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    const std::uint32_t c = utf8::decode(text, position);
    if (c == kEscape) {
      position = end_of_escape(text, position);
    } else if (c == kCsi) {
      position = end_of_csi(text, position);
    } else if (c == kOsc) {
      position = end_of_osc(text, position);
    } else if (is_line_break(c)) {
      position += c == '\r' && byte_at(text, position) == '\n' ? 1U : 0U;
      append_break(out, breaks);
    } else if (c == '\t') {
      breaks == Breaks::keep ? out.push_back('\t') : append_break(out, breaks);
    } else if (!is_control(c) && !is_bidi_override(c)) {
      out.append(text.substr(start, position - start));
    }
  }
  return std::string(trimmed(out));
}

}  // namespace

std::string one_line(std::string_view text) { return clean(text, Breaks::to_space); }

std::string many_lines(std::string_view text) { return clean(text, Breaks::keep); }

}  // namespace relay::sentry
