// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/report.hpp"

namespace relay::config {

// A name that stands twice is a problem at its later place. Empty names, whose own problem is known, do not count.
void check_unique(const std::vector<Text>& names, Report& report);

}  // namespace relay::config
