// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "sim/record.hpp"
#include "sim/skies.hpp"

namespace relay::sim {

// The story of one seed: robots, traffic, faults, deaths, wrong clocks; then an hour of peace, in which everything that
// waits must come to its end, and some fresh alerts, which must be shown in time.
[[nodiscard]] Record simulate(std::uint64_t seed, bool traced);

// 10 000 alerts of 5 000 issues for one robot, evenly over `lasting`.
[[nodiscard]] Record simulate_storm(Milliseconds lasting, Weather weather);

}  // namespace relay::sim
