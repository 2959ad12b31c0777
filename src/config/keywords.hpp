// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/report.hpp"
#include "config/section.hpp"
#include "relay/config/config.hpp"

// include_keywords and exclude_keywords: a list, each entry a keyword as it stands, or one text.
namespace relay::config {

// One text, taken apart at commas (also full-width) and line ends.
[[nodiscard]] std::vector<Text> split_keywords(const Text& text);

// The same for a key of the file: a list stays as it is.
[[nodiscard]] std::vector<Text> read_keywords(const Section& section, std::string_view key);

// Without white space at either end, without the empty ones; at most 100 of at most 200 characters. Warns of an
// included word that can let nothing pass because an excluded one is part of it.
[[nodiscard]] RobotKeywords parse_keywords(const std::vector<Text>& include, const std::vector<Text>& exclude,
                                           Report& report);

}  // namespace relay::config
