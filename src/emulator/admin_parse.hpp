// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/emulator/emulator.hpp"
#include "relay/emulator/fault.hpp"

// Bodies of the admin API. Every error is `malformed` and names the member; unknown members are refused.
namespace relay::emulator {

// {"fault":"hang_after","robot":"ops","next":1,"every":1,"seconds":0,"per_byte_ms":1000,"effect":"processed"}
[[nodiscard]] Result<Fault> parse_fault(std::string_view body);

[[nodiscard]] Result<std::string> parse_robot_name(std::string_view body);
// `base` with the members that the body names.
[[nodiscard]] Result<EmulatedRobot> parse_robot(std::string_view body, EmulatedRobot base);

// {"offset_ms":7200000}; at most ten years either way.
[[nodiscard]] Result<Milliseconds> parse_clock_offset(std::string_view body);

}  // namespace relay::emulator
