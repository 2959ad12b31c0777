// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace relay::dingtalk {

// Why a robot's template could not be used for one alert; the default layout took its place.
enum class TemplateFault {
  too_long,  // over the limit of a message even without anything of {message}
  empty,     // nothing to see was left
};

// "too_long", "empty": stable names for logs and metrics.
[[nodiscard]] std::string_view to_string(TemplateFault fault);

}  // namespace relay::dingtalk
