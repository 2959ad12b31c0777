// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "relay/alert/alert.hpp"
#include "relay/dingtalk/robot.hpp"
#include "relay/dingtalk/template.hpp"

namespace relay::dingtalk {

// What the variables of a template stand for: printable, short enough for a message, not escaped.
struct TemplateValues {
  std::string project;
  std::string project_slug;
  std::string organization;
  std::string title;
  std::string display_title;  // without the keyword
  std::string keyword_tag;    // "【keyword】", which stands before display_title unescaped; or empty
  std::string message;        // lines; whatever is left of it
  std::string url;            // as it came
  std::string level;
  std::string environment;
  std::string culprit;

  // All but message in one line.
  [[nodiscard]] const std::string& of(TemplateVariable variable) const;
};

[[nodiscard]] TemplateValues template_values(const alert::Alert& alert, const Robot& robot, Language language);

}  // namespace relay::dingtalk
