// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "relay/alert/alert.hpp"
#include "relay/dingtalk/robot.hpp"

// The parsers write English where Sentry's body has no words of its own ("root cause completed", "in release 1.2").
// Here it becomes the reader's language; what Sentry or its users wrote stays as it is.
namespace relay::dingtalk {

// Any text that is not known stays.
[[nodiscard]] std::string value_in(Language language, alert::FactName name, std::string_view value);

// Of comments, analyses, builds and installations, whose titles the parsers make; every other title stays.
[[nodiscard]] std::string title_in(Language language, const alert::Alert& alert);

}  // namespace relay::dingtalk
