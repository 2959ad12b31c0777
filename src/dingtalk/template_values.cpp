// SPDX-License-Identifier: MIT
#include "dingtalk/template_values.hpp"

#include "dingtalk/headline.hpp"
#include "dingtalk/layout.hpp"
#include "dingtalk/words.hpp"
#include "relay/dingtalk/markdown.hpp"

namespace relay::dingtalk {
namespace {

constexpr std::size_t kTitleCharacters = 300;
constexpr std::size_t kNameCharacters = 100;
constexpr std::size_t kLocationCharacters = 256;

std::string shown(std::string_view value, std::size_t characters) {
  return markdown::shorten(markdown::one_line(value), characters);
}

std::string or_not_known(std::string value, Language language) {
  return value.empty() ? std::string(phrase(Phrase::not_known, language)) : value;
}

std::string name(std::string_view first, std::string_view second, Language language) {
  return or_not_known(shown(first.empty() ? second : first, kNameCharacters), language);
}

std::string lines(std::string_view message) {
  std::string text;
  for (const std::string& line : markdown::lines_of(message)) {
    text += (text.empty() ? "" : "\n") + line;
  }
  return text;
}

}  // namespace

const std::string& TemplateValues::of(TemplateVariable variable) const {
  switch (variable) {
    case TemplateVariable::project:
    case TemplateVariable::project_name:
      return project;
    case TemplateVariable::project_slug:
      return project_slug;
    case TemplateVariable::org_name:
      return organization;
    case TemplateVariable::title:
      return title;
    case TemplateVariable::display_title:
      return display_title;
    case TemplateVariable::message:
      return message;
    case TemplateVariable::url:
      return url;
    case TemplateVariable::level:
      return level;
    case TemplateVariable::environment:
      return environment;
    case TemplateVariable::culprit:
      return culprit;
  }
  return title;
}

TemplateValues template_values(const alert::Alert& alert, const Robot& robot, Language language) {
  const std::string level(alert.level == alert::Level::unknown ? "" : to_string(alert.level));
  const std::string subject = subject_of(alert, language);
  TemplateValues values;
  values.project = name(alert.project, alert.project_slug, language);
  values.project_slug = name(alert.project_slug, alert.project, language);
  values.organization = name(alert.organization, {}, language);
  values.title = shown(subject, kTitleCharacters);
  values.display_title =
      shown(project_prefix(alert.project.empty() ? alert.project_slug : alert.project) + subject, kTitleCharacters);
  values.keyword_tag = keyword_tag(values.display_title, robot.keyword);
  values.message = lines(alert.message);
  values.url = alert.link;
  values.level = or_not_known(level, language);
  values.environment = name(alert.environment, {}, language);
  values.culprit = or_not_known(shown(alert.location, kLocationCharacters), language);
  return values;
}

}  // namespace relay::dingtalk
