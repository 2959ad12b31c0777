// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "config/plugin_paste.hpp"

// Settings of the plugin as a person pastes them from its page: a name and a colon, then lines as they are.
namespace relay::config {

// The plugin's name of the setting that a key stands for, "dingtalk:secret" -> "secret"; empty: none of them.
[[nodiscard]] std::string_view plugin_field(std::string_view key);

// False when YAML would read another text than the one that stands there: "### {title}" behind a colon is a comment to
// it, and further lines are folded into one.
[[nodiscard]] bool means_yaml(std::string_view text);

// Everything between two names belongs to the first of them, without the indentation that all its further lines have.
[[nodiscard]] PluginPaste read_pasted_lines(std::string_view text, Report& report);

}  // namespace relay::config
