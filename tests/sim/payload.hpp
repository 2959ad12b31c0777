// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "sim/record.hpp"

namespace relay::sim {

// The webhook of one alert: an event of its issue, or a comment on it.
[[nodiscard]] std::string payload(const Incoming& alert);

}  // namespace relay::sim
