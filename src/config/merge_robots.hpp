// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/draft.hpp"

namespace relay::config {

// One draft for each (endpoint host, token), the first; a later one becomes a warning that names both, or a problem
// when it has another secret. A draft without a token has had its problem and is left out.
[[nodiscard]] std::vector<RobotDraft> merge_drafts(std::vector<RobotDraft> drafts, Report& report);

// The robots of the merged drafts. Names must differ.
[[nodiscard]] std::vector<dingtalk::Robot> merge_robots(std::vector<RobotDraft> drafts, Report& report);

}  // namespace relay::config
