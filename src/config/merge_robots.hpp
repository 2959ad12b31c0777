// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/draft.hpp"

namespace relay::config {

// One robot for each (endpoint host, token), the first of its drafts; a later draft of it becomes a warning that names
// both, or a problem when it has another secret. Names must differ.
[[nodiscard]] std::vector<RobotDraft> merge_robots(std::vector<RobotDraft> drafts, Report& report);

}  // namespace relay::config
