// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "relay/alert/alert.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/dingtalk/robot.hpp"

namespace relay::dingtalk {

// How much of each field is shown: characters, but for the two counts.
struct Limits {
  std::size_t title;
  std::size_t name;  // project, organisation, environment
  std::size_t location;
  std::size_t fact;
  std::size_t facts;
  std::size_t rule;
  std::size_t rules;
};

// What the alert is called in the banner and the heading: never empty, one line, not escaped.
[[nodiscard]] std::string subject_of(const alert::Alert& alert, Language language);

// The message when it says more than the title: printable lines, not escaped. Else empty.
[[nodiscard]] std::string body_text_of(const alert::Alert& alert);

// "@13800000000 @13900000000", or DingTalk's word for everybody: without them in the text nobody is notified.
[[nodiscard]] std::string mentions(const Robot& robot, Language language);

// The default layout around the message, in Markdown.
struct Layout {
  std::string above;  // heading and lines
  std::string below;  // trigger, link and mentions
};

[[nodiscard]] Layout lay_out(const alert::Alert& alert, const Robot& robot, const RenderOptions& options,
                             const Limits& limits);

}  // namespace relay::dingtalk
