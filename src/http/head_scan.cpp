// SPDX-License-Identifier: MIT
#include "http/head_scan.hpp"

#include <algorithm>
#include <array>

namespace relay::http {

namespace {

Refusal bad(const char* detail) { return Refusal{400, "bad_request", detail}; }

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\r' && c != '\n') || byte == 0x7F;
}

// What may stand anywhere within a line: nearly every character.
constexpr std::array kText = [] {
  std::array<bool, 256> text{};
  for (std::size_t c = 0; c < text.size(); ++c) {
    text[c] = (c >= 0x20 && c != 0x7F) || c == '\t';
  }
  return text;
}();

}  // namespace

// From within a line to the next character that needs a look of its own.
std::size_t HeadScanner::end_of_text(std::string_view bytes) const {
  if (position_ == line_start_ || bytes[position_ - 1] == '\r') {
    return position_;
  }
  const std::string_view rest = bytes.substr(0, max_bytes_).substr(std::min(position_, max_bytes_));
  const auto end =
      std::find_if_not(rest.begin(), rest.end(), [](char c) { return kText[static_cast<unsigned char>(c)]; });
  return position_ + static_cast<std::size_t>(end - rest.begin());
}

HeadScan HeadScanner::scan(std::string_view bytes) {
  for (; (position_ = end_of_text(bytes)) < bytes.size(); ++position_) {
    if (position_ >= max_bytes_) {
      return lines_ == 0 ? Refusal{414, "uri_too_long", "the request line does not fit the limit"}
                         : Refusal{431, "headers_too_large", "the headers do not fit the limit"};
    }
    const char c = bytes[position_];
    const bool after_cr = position_ > line_start_ && bytes[position_ - 1] == '\r';
    if (after_cr != (c == '\n')) {
      return bad("lines end with CR LF");
    }
    if (c == '\n') {
      const auto line = end_of_line(position_ + 1);
      if (!std::holds_alternative<HeadIncomplete>(line)) {
        return line;
      }
      continue;
    }
    if (is_control(c)) {
      return bad("control character in the head");
    }
    if (position_ == line_start_ && (c == ' ' || c == '\t')) {
      return bad("a line begins with white space");
    }
  }
  return HeadIncomplete{};
}

HeadScan HeadScanner::end_of_line(std::size_t next) {
  const bool empty = next - line_start_ == 2;
  line_start_ = next;
  ++lines_;
  if (empty) {
    return lines_ == 1 ? HeadScan{bad("empty request line")} : HeadScan{HeadComplete{next}};
  }
  if (lines_ > max_fields_ + 1) {
    return Refusal{431, "headers_too_large", "too many header fields"};
  }
  return HeadIncomplete{};
}

}  // namespace relay::http
