// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "sim/judge.hpp"

namespace relay::sim {

// Of each robot, in order.
[[nodiscard]] std::vector<std::vector<Refusal>> refusals_of(const Record& record);

}  // namespace relay::sim
