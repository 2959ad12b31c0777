// SPDX-License-Identifier: MIT
#include "config/message_template.hpp"

#include <algorithm>
#include <array>

namespace relay::config {
namespace {

using dingtalk::TemplateError;
using dingtalk::TemplateVariable;

std::size_t line_start(std::string_view text, std::size_t offset) { return text.substr(0, offset).rfind('\n') + 1; }

Origin place_of(const TextBlock& block, const TemplateError& error) {
  Origin origin = block.text.origin;
  if (error.line <= block.lines.size()) {
    origin.place = block.lines[error.line - 1];
    origin.place.column += static_cast<int>(error.offset - line_start(block.text.value, error.offset));
  }
  return origin;
}

std::string in_words(const TemplateError& error) {
  return "line " + std::to_string(error.line) + ", column " + std::to_string(error.column) +
         " of the template: " + error.text;
}

bool shows_an_alert(const dingtalk::Template& parsed) {
  constexpr std::array kTelling{TemplateVariable::title, TemplateVariable::display_title, TemplateVariable::message,
                                TemplateVariable::url, TemplateVariable::culprit};
  return std::any_of(kTelling.begin(), kTelling.end(),
                     [&](TemplateVariable variable) { return parsed.uses(variable); });
}

}  // namespace

std::optional<dingtalk::Template> parse_message_template(const TextBlock& block, Report& report) {
  auto parsed = dingtalk::Template::parse(block.text.value);
  if (parsed.has_error()) {
    for (const TemplateError& error : parsed.error()) {
      report.problem(place_of(block, error), in_words(error));
    }
    return std::nullopt;
  }
  if (!shows_an_alert(*parsed)) {
    report.warn(block.text.origin, "one alert looks like another: it has neither {title} nor {message} nor {url}");
  }
  return *parsed;
}

}  // namespace relay::config
