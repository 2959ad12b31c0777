// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "relay/alert/alert.hpp"
#include "relay/base/time.hpp"
#include "relay/base/time_zone.hpp"
#include "relay/delivery/losses.hpp"
#include "relay/delivery/verdict.hpp"
#include "relay/dingtalk/robot.hpp"

namespace relay::dingtalk {

// What the relay itself has to say in a chat, as alerts of Kind::notice in the chat's language.

// Alerts of this robot were not shown, or nobody knows: how many, why, since when, and the commands that list them. Its
// level is the worst of those that are known by level only, error at least.
[[nodiscard]] alert::Alert losses_notice(const std::string& robot, const delivery::Losses& losses, const TimeZone& zone,
                                         Language language);

// The robot refuses messages; this chat gets copies until it takes them again.
[[nodiscard]] alert::Alert fallback_notice(const std::string& robot, delivery::Reason reason, const std::string& detail,
                                           Language language);

// Nothing came from the source for longer than `alarm`.
[[nodiscard]] alert::Alert silence_notice(const std::string& source, WallTime heard, std::chrono::seconds alarm,
                                          const TimeZone& zone, Language language);

}  // namespace relay::dingtalk
