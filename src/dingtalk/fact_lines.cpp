// SPDX-License-Identifier: MIT
#include "dingtalk/fact_lines.hpp"

#include "dingtalk/dates.hpp"
#include "dingtalk/translation.hpp"
#include "dingtalk/words.hpp"
#include "relay/dingtalk/markdown.hpp"

namespace relay::dingtalk {
namespace {

using alert::FactName;

std::string in_zone(const std::string& text, const TimeZone& zone) {
  const auto time = parse_rfc3339(text);
  return time.has_value() ? zone.format(*time) : markdown::escape(text);
}

std::string value_of(FactName name, const std::string& text, Language language, const TimeZone& zone) {
  switch (name) {
    case FactName::started:
    case FactName::ended:
      return in_zone(text, zone);
    case FactName::query:
    case FactName::commit:
      return markdown::code_span(text);  // nobody wants to read count\(\)
    case FactName::body_size:
      return markdown::escape(text) + std::string(phrase(Phrase::bytes, language));
    case FactName::action:
    case FactName::actor:
    case FactName::assignee:
    case FactName::resolution:
    case FactName::release:
    case FactName::value:
    case FactName::threshold:
    case FactName::window:
    case FactName::count:
    case FactName::users:
    case FactName::priority:
    case FactName::app:
    case FactName::size:
    case FactName::status:
    case FactName::run:
    case FactName::changes:
    case FactName::resource:
    case FactName::body_keys:
      return markdown::escape(value_in(language, name, text));
  }
  return markdown::escape(text);
}

}  // namespace

std::string fact_line(const alert::Fact& fact, Language language, const TimeZone& zone, std::size_t characters) {
  const std::string text = markdown::shorten(markdown::one_line(fact.value), characters);
  return text.empty() ? text
                      : markdown::list_item(label(fact.name, language), value_of(fact.name, text, language, zone));
}

}  // namespace relay::dingtalk
