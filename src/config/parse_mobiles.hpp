// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/report.hpp"

namespace relay::config {

// Mobile numbers as DingTalk's `atMobiles` takes them: "13800000000", foreign ones as "+1-2025550123". Each text may
// hold several, separated by commas (also full-width) or line ends; spaces, hyphens and +86 are dropped. At most 50;
// a number that stands twice is one. What is no number is a problem that quotes it.
[[nodiscard]] std::vector<std::string> parse_mobiles(const std::vector<Text>& texts, Report& report);

}  // namespace relay::config
