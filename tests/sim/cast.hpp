// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "sim/random.hpp"
#include "sim/record.hpp"

namespace relay::sim {

// The robots of one story: one to three, of one or two hosts; some have a fallback, some want repeats counted.
[[nodiscard]] std::vector<RobotSetup> make_robots(Random& random);

}  // namespace relay::sim
