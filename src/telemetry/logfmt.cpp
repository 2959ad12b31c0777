// SPDX-License-Identifier: MIT
#include "relay/telemetry/logfmt.hpp"

#include <algorithm>

namespace relay::telemetry {
namespace {

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte != 0x7F && c != '"' && c != '=' && c != '\\';
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') {
    out.push_back('\\');
    out.push_back(c);
  } else if (c == '\n') {
    out += "\\n";
  } else if (byte < 0x20 || byte == 0x7F) {
    out += "\\x";
    out.push_back(kDigits[byte >> 4U]);
    out.push_back(kDigits[byte & 0x0FU]);
  } else {
    out.push_back(c);
  }
}

}  // namespace

Logfmt::Logfmt(std::string_view event) { field("event", event); }

Logfmt& Logfmt::field(std::string_view key, std::string_view value) {
  if (!text_.empty()) {
    text_.push_back(' ');
  }
  text_ += key;
  text_.push_back('=');
  if (!value.empty() && std::all_of(value.begin(), value.end(), is_plain)) {
    text_ += value;
    return *this;
  }
  text_.push_back('"');
  for (const char c : value) {
    append_escaped(text_, c);
  }
  text_.push_back('"');
  return *this;
}

Logfmt& Logfmt::field(std::string_view key, Milliseconds value) {
  return field(std::string(key) + "_ms", value.count());
}

Logfmt& Logfmt::optional(std::string_view key, std::string_view value) {
  return value.empty() ? *this : field(key, value);
}

}  // namespace relay::telemetry
