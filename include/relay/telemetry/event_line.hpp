// SPDX-License-Identifier: MIT
#pragma once

#include "relay/dingtalk/robot.hpp"
#include "relay/ports/events.hpp"
#include "relay/telemetry/log_line.hpp"

namespace relay::telemetry {

// The one line of one event. The cure of a refusal is said in `language`.
[[nodiscard]] LogLine line_of(const ports::Event& event, dingtalk::Language language);

}  // namespace relay::telemetry
