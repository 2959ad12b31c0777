// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/answers.hpp"
#include "emulator/message.hpp"
#include "relay/base/time.hpp"
#include "relay/emulator/emulator.hpp"

// The security settings of a robot: https://open.dingtalk.com/document/robots/customize-robot-security-settings
namespace relay::emulator {

// The value as a server that follows HTML form rules reads it: "+" is a space, so that a signature sent without
// percent-encoding fails here as it fails there. Empty when absent.
[[nodiscard]] std::string form_value(std::string_view query, std::string_view name);

// Rows 17 to 19. `now` is DingTalk's clock.
[[nodiscard]] std::optional<Refusal> check_signature(const EmulatedRobot& robot, std::string_view query, WallTime now,
                                                     Wording wording);
// Row 20: title or text holds one of the keywords, as plain text, case and all.
[[nodiscard]] std::optional<Refusal> check_keyword(const EmulatedRobot& robot, const Message& message, Wording wording);
// Row 21.
[[nodiscard]] std::optional<Refusal> check_address(const EmulatedRobot& robot, const std::string& peer,
                                                   Wording wording);

// Whether `peer` is one of the IPv4 addresses or lies in one of the CIDR ranges. IPv6 never is.
[[nodiscard]] bool address_allowed(const std::vector<std::string>& allowed, const std::string& peer);

}  // namespace relay::emulator
