// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/operator.hpp"
#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/base/time_zone.hpp"

namespace relay::app {

// "90s", "15m", "2h", "3d": so long ago; else a time in `zone`.
[[nodiscard]] Result<WallTime> instant_of(const std::string& text, const TimeZone& zone, WallTime now);

// Adds what the flags say to an object, as the desk wants it.
[[nodiscard]] Result<void> put_filter(nlohmann::json& object, const FilterArguments& filter, const TimeZone& zone,
                                      WallTime now);

}  // namespace relay::app
