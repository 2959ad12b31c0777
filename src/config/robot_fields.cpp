// SPDX-License-Identifier: MIT
#include "config/robot_fields.hpp"

#include "config/section.hpp"
#include "config/values.hpp"
#include "relay/base/utf8.hpp"

namespace relay::config {

std::optional<Secret> parse_signing_secret(const Text& text, Report& report) {
  const auto line = single_line(text, report);
  if (!line.has_value()) {
    return std::nullopt;
  }
  if (line->value.empty() || line->value == "-") {
    return Secret{};
  }
  if (!is_visible_ascii(line->value)) {
    report.problem(text.origin,
                   "the secret holds a character that no secret has (a space, a letter that is not ASCII)");
    return std::nullopt;
  }
  if (!line->value.starts_with("SEC")) {
    report.warn(text.origin,
                "does not begin with SEC as DingTalk's signing secrets do; a robot that is not signed "
                "has \"-\" here");
  }
  return Secret(line->value);
}

Result<std::string> parse_keyword(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  if (text.find_first_of("<>") != std::string_view::npos) {
    return fail(ErrorKind::refused, "a keyword with < or > cannot be shown by DingTalk: choose another");
  }
  if (utf8::count_characters(text) > kLongest) {
    return fail(ErrorKind::too_large, "a keyword has at most 64 characters");
  }
  return std::string(text);
}

}  // namespace relay::config
