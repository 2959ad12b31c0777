// SPDX-License-Identifier: MIT
#include "dingtalk/layout.hpp"

#include <algorithm>

#include "dingtalk/fact_lines.hpp"
#include "dingtalk/headline.hpp"
#include "dingtalk/notes.hpp"
#include "dingtalk/translation.hpp"
#include "dingtalk/words.hpp"
#include "relay/dingtalk/markdown.hpp"

namespace relay::dingtalk {
namespace {

using alert::Alert;
using alert::Kind;

std::string shown(std::string_view value, std::size_t characters) {
  return markdown::shorten(markdown::one_line(value), characters);
}

// Only an event always has these lines: there, not to know says something.
std::string or_not_known(const Alert& alert, std::string value, Language language) {
  const bool always = alert.kind == Kind::event;
  return value.empty() && always ? std::string(phrase(Phrase::not_known, language)) : value;
}

std::string item_unless_empty(Phrase label, std::string_view value, Language language) {
  return value.empty() ? std::string{} : markdown::list_item(phrase(label, language), value);
}

std::string project_item(const Alert& alert, Language language, const Limits& limits) {
  const std::string slug = shown(alert.project_slug.empty() ? alert.project : alert.project_slug, limits.name);
  const std::string project = or_not_known(alert, slug, language);
  const std::string organization = markdown::escape(shown(alert.organization, limits.name));
  if (project.empty()) {
    return item_unless_empty(Phrase::organization, organization, language);
  }
  const std::string owner = organization.empty() ? "" : " (" + organization + ")";
  return markdown::list_item(phrase(Phrase::project, language), markdown::escape(project) + owner);
}

std::vector<std::string> items_of(const Alert& alert, Language language, const Limits& limits) {
  const std::string environment = or_not_known(alert, shown(alert.environment, limits.name), language);
  const std::string level(alert.level == alert::Level::unknown ? "" : to_string(alert.level));
  const std::string location = or_not_known(alert, shown(alert.location, limits.location), language);
  std::vector<std::string> items{
      project_item(alert, language, limits),
      item_unless_empty(Phrase::environment, markdown::escape(environment), language),
      item_unless_empty(Phrase::level, or_not_known(alert, level, language), language),
      item_unless_empty(Phrase::location, location.empty() ? "" : markdown::code_span(location), language)};
  return items;
}

std::string list_of(const Alert& alert, const RenderOptions& options, const Limits& limits) {
  std::string list;
  const auto add = [&list](const std::string& item) {
    if (!item.empty()) {
      list += (list.empty() ? "" : "\n") + item;
    }
  };
  const auto items = items_of(alert, options.language, limits);
  std::for_each(items.begin(), items.end(), add);
  // An event looks line for line as the plugin's users know it.
  const std::size_t count = alert.kind == Kind::event ? 0 : std::min(alert.facts.size(), limits.facts);
  for (std::size_t i = 0; i < count; ++i) {
    add(fact_line(alert.facts[i], options.language, options.zone, limits.fact));
  }
  return list;
}

std::string trigger_of(const Alert& alert, Language language, const Limits& limits) {
  std::string rules;
  for (std::size_t i = 0; i < std::min(alert.rules.size(), limits.rules); ++i) {
    const std::string rule = markdown::escape(shown(alert.rules[i], limits.rule));
    rules += (rules.empty() || rule.empty() ? "" : ", ") + rule;
  }
  return rules.empty() ? rules : std::string(phrase(Phrase::trigger, language)) + rules;
}

Phrase link_text(Kind kind) {
  switch (kind) {
    case Kind::event:
    case Kind::issue:
    case Kind::activity:
    case Kind::comment:
      return Phrase::view_issue;
    case Kind::metric:
      return Phrase::view_alert;
    case Kind::installation:
    case Kind::analysis:
    case Kind::build:
    case Kind::notice:
    case Kind::unrecognised:
      return Phrase::view_details;
  }
  return Phrase::view_details;
}

std::string link_of(const Alert& alert, Language language) {
  const std::string target = markdown::link_target(alert.link);
  return target.empty() ? target : "[" + std::string(phrase(link_text(alert.kind), language)) + "](" + target + ")";
}

}  // namespace

std::string subject_of(const Alert& alert, Language language) {
  if (alert.kind == Kind::unrecognised) {
    const std::string resource = markdown::one_line(alert.resource);
    const std::string_view colon = language == Language::zh ? "：" : ": ";
    return std::string(phrase(Phrase::unrecognised, language)) + (resource.empty() ? "" : std::string(colon)) +
           resource;
  }
  const std::string title = markdown::one_line(title_in(language, alert));
  return std::string(title_prefix(alert.kind, alert.action, language)) + (title.empty() ? "Sentry" : title);
}

std::string body_text_of(const Alert& alert) {
  std::string text;
  for (const std::string& line : markdown::lines_of(alert.message)) {
    text += (text.empty() ? "" : "\n") + line;
  }
  // Sentry's titles of exceptions are "type: message".
  const std::string title = ": " + markdown::one_line(alert.title);
  const std::string ending = ": " + markdown::one_line(text);
  const bool says_the_same = title.size() >= ending.size() && title.substr(title.size() - ending.size()) == ending;
  return says_the_same ? std::string{} : text;
}

std::string mentions(const Robot& robot, Language language) {
  if (robot.at_all) {
    return std::string(phrase(Phrase::everybody, language));
  }
  std::string out;
  for (const std::string& mobile : robot.at_mobiles) {
    out += (out.empty() ? "@" : " @") + mobile;
  }
  return out;
}

Layout lay_out(const Alert& alert, const Robot& robot, const RenderOptions& options, const Limits& limits) {
  const Language language = options.language;
  return {.above = markdown::join({heading(subject_of(alert, language), robot.keyword, limits.title), notes_of(options),
                                   list_of(alert, options, limits)}),
          .below = markdown::join(
              {trigger_of(alert, language, limits), link_of(alert, language), mentions(robot, language)})};
}

}  // namespace relay::dingtalk
