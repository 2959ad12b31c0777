// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/draft.hpp"

namespace relay::config {

// One robot a token line, as the plugin made them: blank token lines are dropped, and the n-th token that is left
// takes the n-th secret line, blank or not. "-" and blank: not signed; no line: not signed. A robot's name comes from
// its token's hash, so that it stays the same when lines move. A token with a problem leaves a draft without one.
[[nodiscard]] std::vector<RobotDraft> robots_of(const PluginForm& form, Report& report);

}  // namespace relay::config
