// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "config/report.hpp"
#include "relay/dingtalk/template.hpp"

namespace relay::config {

// Each mistake becomes a problem at its own place where the file shows the text as it is, else at the key's; nothing
// then. Warns of a template that shows nothing of an alert.
[[nodiscard]] std::optional<dingtalk::Template> parse_message_template(const TextBlock& block, Report& report);

}  // namespace relay::config
