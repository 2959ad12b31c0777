// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/draft.hpp"
#include "config/report.hpp"

namespace relay::config {

// A robot's fallback is another robot, and following fallbacks ends: copies never come back to where they came from.
void check_fallbacks(const std::vector<RobotDraft>& robots, Report& report);
// Of what was left when those that are the same robot had become one.
void check_merged_fallbacks(const std::vector<RobotDraft>& robots, Report& report);

}  // namespace relay::config
