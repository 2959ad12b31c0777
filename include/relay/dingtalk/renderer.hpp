// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "relay/alert/alert.hpp"
#include "relay/base/time_zone.hpp"
#include "relay/delivery/delay.hpp"
#include "relay/delivery/delivery.hpp"
#include "relay/delivery/digest.hpp"
#include "relay/dingtalk/robot.hpp"
#include "relay/dingtalk/template_fault.hpp"

namespace relay::dingtalk {

// A markdown message before it becomes JSON. Valid UTF-8.
struct Message {
  std::string title;  // plain text, at most 64 characters, holds the keyword
  std::string text;   // DingTalk's Markdown, holds the keyword and the mentions
  std::vector<std::string> at_mobiles;
  bool at_all{false};
  std::optional<TemplateFault> fault{};  // why it has the default layout though the robot has a template
};

// What is true of this message and not of the alert: each has a visible note near the top.
struct Circumstances {
  bool maybe_duplicate{false};             // an earlier attempt's outcome is unknown
  std::string copied_from{};               // the robot that it is meant for, and which refuses messages
  std::optional<delivery::Delay> delay{};  // it waited
  std::optional<delivery::Riders> riders{};
};

struct RenderOptions {
  Language language{Language::en};
  TimeZone zone{TimeZone::utc()};
  delivery::Form form{delivery::Form::full};
  Circumstances circumstances{};
};

// The robot's template, else the default layout (shape: README, "The message"). Its JSON stays within 18 000 bytes: too
// long a message is cut on a character border with a visible note, and keeps its link, keyword and mentions.
// Form::plain, for a message that was refused: title of letters, digits and basic punctuation, project, level and the
// issue's id. No message and no link at all, because the refusal does not say which of them it meant.
[[nodiscard]] Message render(const alert::Alert& alert, const Robot& robot, const RenderOptions& options);

// Many alerts as one message, within the same size. Form::plain, for a digest that was refused, is counts by level and
// no foreign word.
[[nodiscard]] Message render(const delivery::Digest& digest, const Robot& robot, const RenderOptions& options);

// What an alert is called in one line, with what happened to it: "✅ Resolved: TypeError". Not escaped, never empty.
[[nodiscard]] std::string subject(const alert::Alert& alert, Language language);

// A clearly marked test message, for `send-test`.
[[nodiscard]] Message render_test(const Robot& robot, const RenderOptions& options, WallTime now);

}  // namespace relay::dingtalk
