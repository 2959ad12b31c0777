// SPDX-License-Identifier: MIT
#include "telemetry/log_writers.hpp"

#include <algorithm>
#include <utility>

#include "relay/base/utf8.hpp"

namespace relay::telemetry {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

bool is_plain(char c) { return !is_control(c) && c != ' ' && c != '"' && c != '=' && c != '\\'; }

// `prefix`: what stands before the two hexadecimal digits of a control character.
void append_quoted(std::string& out, std::string_view value, std::string_view prefix) {
  out.push_back('"');
  for (const char c : value) {
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (is_control(c)) {
      const auto byte = static_cast<unsigned char>(c);
      out += prefix;
      out.push_back(kDigits[byte >> 4U]);
      out.push_back(kDigits[byte & 0x0FU]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

void append_json_text(std::string& out, std::string_view value) {
  constexpr std::string_view kPrefix = "\\u00";
  if (utf8::is_valid(value)) {
    append_quoted(out, value, kPrefix);
  } else {
    append_quoted(out, utf8::repair(value), kPrefix);
  }
}

}  // namespace

void append_logfmt(std::string& out, const LogLine& line) {
  bool first = true;
  line.each([&](const LogLine::Pair& pair) {
    if (!std::exchange(first, false)) {
      out.push_back(' ');
    }
    out.append(pair.key).push_back('=');
    if (!pair.value.empty() && std::all_of(pair.value.begin(), pair.value.end(), is_plain)) {
      out += pair.value;
    } else {
      append_quoted(out, pair.value, "\\x");
    }
  });
}

void append_json_members(std::string& out, const LogLine& line) {
  bool first = true;
  line.each([&](const LogLine::Pair& pair) {
    if (!std::exchange(first, false)) {
      out.push_back(',');
    }
    append_json_text(out, pair.key);
    out.push_back(':');
    if (pair.kind == LogLine::ValueKind::number) {
      out += pair.value;
    } else {
      append_json_text(out, pair.value);
    }
  });
}

}  // namespace relay::telemetry
