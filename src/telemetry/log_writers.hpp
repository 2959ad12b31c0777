// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/telemetry/log_line.hpp"

namespace relay::telemetry {

// key=value pairs (https://brandur.org/logfmt), values quoted where they need it. Control characters are escaped, so
// that nothing from outside can begin a line of its own.
void append_logfmt(std::string& out, const LogLine& line);

// The same pairs as members of a JSON object, without its braces; numbers are numbers. What is no UTF-8 is repaired.
void append_json_members(std::string& out, const LogLine& line);

}  // namespace relay::telemetry
