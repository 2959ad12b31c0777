// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "relay/config/config.hpp"

namespace relay::app {

// The keys whose values differ and that only a restart can change: listeners and spool. Empty: `next` can take over.
[[nodiscard]] std::vector<std::string> restart_keys(const config::Config& running, const config::Config& next);

}  // namespace relay::app
