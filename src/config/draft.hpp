// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/report.hpp"
#include "relay/config/config.hpp"

namespace relay::config {

struct SourceDraft {
  sentry::Source source;
  Origin origin;
  std::chrono::seconds silence_alarm{0};  // 0: none
  bool has_proof{false};                  // a client secret or url_token was written, be it usable or not
};

struct RobotDraft {
  dingtalk::Robot robot;
  Origin origin;
  Origin name_origin;
  RobotKeywords keywords{};
  RobotExtras extras{};
  Origin fallback_origin{};
  // Of the plugin's form: which lines its token and secret stand on, counted from 1. 0: no such line.
  std::size_t token_line{0};
  std::size_t secret_line{0};
};

// The settings of the Sentry plugin that the relay replaces, as text: the `dingtalk` block or DINGTALK_* variables.
struct PluginForm {
  std::optional<Text> access_token;  // one a line
  std::optional<Text> secret;        // one a line; line N is of the N-th token
  std::optional<Text> custom_keyword;
  std::vector<Text> at_mobiles;
  std::optional<Text> is_at_all;
  std::optional<Text> custom_message_enabled;
  std::optional<TextBlock> custom_message_template;
  std::vector<Text> include_keywords;
  std::vector<Text> exclude_keywords;
  std::optional<Text> endpoint;
  bool unreadable{false};  // the tokens were written but could not be read, which is reported
};

// A configuration while its parts come together.
struct Draft {
  Config config;  // all but sources and robots
  std::vector<SourceDraft> sources;
  std::vector<RobotDraft> robots;
  PluginForm form;
  Origin listen_origin;   // where a listen address was last written
  Origin sources_origin;  // of `sources`, or where it should stand
  bool has_file{false};
  bool has_sources{false};  // the file names sources, be they usable or not
  bool has_robots{false};   // the file names robots, be they usable or not
};

}  // namespace relay::config
