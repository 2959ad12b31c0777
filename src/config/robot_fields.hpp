// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/report.hpp"
#include "relay/base/result.hpp"
#include "relay/base/secret.hpp"

// Fields that three forms of a robot share: an entry of `robots`, the `dingtalk` block, DINGTALK_* variables.
namespace relay::config {

// Empty for "" and "-": not signed. Warns when it does not look like a secret of DingTalk. Nothing after a problem.
[[nodiscard]] std::optional<Secret> parse_signing_secret(const Text& text, Report& report);

// The words that a robot's security settings ask for; never with < or >, which no message can show unescaped.
[[nodiscard]] Result<std::string> parse_keyword(std::string_view text);

}  // namespace relay::config
