// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/dingtalk/robot.hpp"
#include "relay/ports/events.hpp"

namespace relay::telemetry {

// error: a person must act; warning: we recovered, or shall; info: one line a message.
enum class LogLevel { debug, info, warning, error };

struct LogLine {
  LogLevel level;
  std::string text;  // logfmt
};

// The one line of one event. The cure of a refusal is said in `language`.
[[nodiscard]] LogLine line_of(const ports::Event& event, dingtalk::Language language);

}  // namespace relay::telemetry
