// SPDX-License-Identifier: MIT
#include "relay/config/check_answer.hpp"

#include "config/parse_sections.hpp"
#include "config/section.hpp"
#include "config/source_fields.hpp"
#include "config/values.hpp"

namespace relay::config {
namespace {

template <class Parse>
void try_line(const Text& text, Report& report, const Parse& parse) {
  if (const auto line = single_line(text, report)) {
    const auto value = parse(line->value);
    if (value.has_error()) {
      report.problem(text.origin, value.error().detail);
    }
  }
}

}  // namespace

Remarks check_answer(Question question, std::string_view answer) {
  Report report{std::string{}};
  const Text text{.value = std::string(answer), .origin = answer_origin({})};
  switch (question) {
    case Question::robot_name:
      try_line(text, report, parse_name);
      break;
    case Question::language:
      try_line(text, report, parse_language);
      break;
    case Question::timezone:
      try_line(text, report, TimeZone::find);
      break;
    case Question::client_secret:
      static_cast<void>(parse_client_secret(text, report));
      break;
    case Question::base_url:
      try_line(text, report, parse_base_url);
      break;
  }
  return {.problems = report.problems(), .warnings = report.warnings()};
}

}  // namespace relay::config
