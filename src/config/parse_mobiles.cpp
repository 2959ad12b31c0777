// SPDX-License-Identifier: MIT
#include "config/parse_mobiles.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "config/section.hpp"
#include "relay/base/utf8.hpp"

namespace relay::config {
namespace {

constexpr std::size_t kMost = 50;

std::vector<std::string> split(std::string text) {
  for (const std::string_view separator : {"，", "、", "\n", "\r"}) {
    for (std::size_t at = 0; (at = text.find(separator, at)) != std::string::npos; ++at) {
      text.replace(at, separator.size(), ",");
    }
  }
  std::vector<std::string> out;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    out.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return out;
}

// ITU-T E.164: +1 and +7 have one digit, these zones two, all other codes three.
std::size_t country_code_length(std::string_view digits) {
  constexpr std::string_view kTwoDigits =
      "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 "
      "90 91 92 93 94 95 98";
  if (digits.starts_with('1') || digits.starts_with('7')) {
    return 1;
  }
  return kTwoDigits.find(digits.substr(0, 2)) == std::string_view::npos ? 3 : 2;
}

bool is_mainland(std::string_view digits) { return digits.size() == 11 && digits.front() == '1'; }

std::optional<std::string> international(std::string_view digits) {
  constexpr std::size_t kShortest = 7;
  constexpr std::size_t kLongest = 15;
  if (digits.starts_with("86") && is_mainland(digits.substr(2))) {
    return std::string(digits.substr(2));
  }
  if (digits.size() < kShortest || digits.size() > kLongest || digits.front() == '0' || digits.starts_with("86")) {
    return std::nullopt;
  }
  const std::size_t code = country_code_length(digits);
  return "+" + std::string(digits.substr(0, code)) + "-" + std::string(digits.substr(code));
}

std::optional<std::string> parse_mobile(std::string_view text) {
  const bool plus = text.starts_with('+');
  text.remove_prefix(plus ? 1 : 0);
  std::string digits;
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      digits.push_back(c);
    } else if (c != ' ' && c != '-') {
      return std::nullopt;
    }
  }
  if (plus) {
    return international(digits);
  }
  if (digits.starts_with("00")) {
    return international(std::string_view(digits).substr(2));
  }
  if (is_mainland(digits)) {
    return digits;
  }
  return digits.starts_with("86") && is_mainland(std::string_view(digits).substr(2)) ? std::optional(digits.substr(2))
                                                                                     : std::nullopt;
}

void add(const Text& text, std::vector<std::string>& out, Report& report) {
  constexpr std::size_t kShown = 30;
  const auto entry = single_line(text, report);
  if (!entry.has_value() || entry->value.empty()) {
    return;
  }
  const auto mobile = parse_mobile(entry->value);
  if (!mobile.has_value()) {
    report.problem(entry->origin, "\"" + std::string(utf8::cut_characters(entry->value, kShown)) +
                                      "\" is no mobile number: 13800000000 or, of another country, +1-2025550123 is "
                                      "expected, with commas between several");
  } else if (std::find(out.begin(), out.end(), *mobile) == out.end()) {
    out.push_back(*mobile);
  }
}

}  // namespace

std::vector<std::string> parse_mobiles(const std::vector<Text>& texts, Report& report) {
  std::vector<std::string> out;
  for (const Text& text : texts) {
    for (std::string& part : split(text.value)) {
      add({.value = std::move(part), .origin = text.origin}, out, report);
      if (out.size() > kMost) {
        report.problem(texts.front().origin, "more than 50 numbers: DingTalk mentions no more");
        return out;
      }
    }
  }
  return out;
}

}  // namespace relay::config
