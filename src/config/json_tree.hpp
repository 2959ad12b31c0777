// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "config/parse_yaml.hpp"

namespace relay::config {

// One JSON text as the same tree that YAML gives; values have no place. Anything below 32 levels is left out.
[[nodiscard]] ParsedYaml parse_json(std::string_view text);

// The text of a JSON string that was written into a string once more ("\"abc\""), as Sentry's exports have it; any
// other text as it is.
[[nodiscard]] std::string unwrapped(std::string text);

}  // namespace relay::config
