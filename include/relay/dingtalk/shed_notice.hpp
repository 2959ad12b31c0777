// SPDX-License-Identifier: MIT
#pragma once

#include "relay/alert/alert.hpp"
#include "relay/base/time_zone.hpp"
#include "relay/delivery/shed.hpp"
#include "relay/dingtalk/robot.hpp"

namespace relay::dingtalk {

// An alert of our own, for the robot's group: how many alerts it did not see one by one, when, of which projects, and
// what to do about it. Its level is the worst among them.
[[nodiscard]] alert::Alert shed_notice(const delivery::Shed& shed, Language language, const TimeZone& zone);

}  // namespace relay::dingtalk
