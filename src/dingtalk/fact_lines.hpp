// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "relay/alert/alert.hpp"
#include "relay/base/time_zone.hpp"
#include "relay/dingtalk/robot.hpp"

namespace relay::dingtalk {

// "- **⚡ Action**: resolved": one detail of an alert, its value at most `characters` long before it is escaped.
// Instants are shown in `zone`. Empty when the value says nothing.
[[nodiscard]] std::string fact_line(const alert::Fact& fact, Language language, const TimeZone& zone,
                                    std::size_t characters);

}  // namespace relay::dingtalk
