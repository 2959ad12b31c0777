// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "config/report.hpp"

namespace relay::config {

// The settings of the plugin, by their names there; `endpoint` is ours.
inline constexpr std::array<std::string_view, 10> kPluginFields{"access_token",
                                                                "secret",
                                                                "custom_keyword",
                                                                "at_mobiles",
                                                                "is_at_all",
                                                                "custom_message_enabled",
                                                                "custom_message_template",
                                                                "include_keywords",
                                                                "exclude_keywords",
                                                                "endpoint"};

// A list is one line an entry: that is how the plugin's texts hold several values.
enum class Shape { text, list };

struct PastedText {
  Text text;
  Shape shape{Shape::text};
};

using PluginPaste = std::map<std::string, PastedText, std::less<>>;

// The plugin's settings out of what people have:
// - the `dingtalk:` block or its keys alone, as YAML;
// - the same as people paste it from the settings page, "access_token: …" and further lines without indentation;
// - JSON of Sentry's API or export: an object of settings, also {"key": …, "value": …} and {"name": …, "value": …}, at
//   any depth.
// A key may have a prefix with "ding" in it, "dingtalk:access_token". A setting that stands twice with two values is a
// problem, and so is a text without any setting.
[[nodiscard]] PluginPaste read_paste(std::string_view text, Report& report);

}  // namespace relay::config
