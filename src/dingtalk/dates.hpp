// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "relay/base/time.hpp"

namespace relay::dingtalk {

// An HTTP date in its one current form, "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, section 5.6.7, IMF-fixdate).
// The name of the day is not checked. Nothing for any other text.
[[nodiscard]] std::optional<WallTime> parse_http_date(std::string_view text);

// "2026-03-02T03:04:05.678901Z", "2026-03-02 03:04:05+08:00" (RFC 3339); fractions are dropped. Without an offset it
// is UTC, as Sentry means it. Nothing for any other text.
[[nodiscard]] std::optional<WallTime> parse_rfc3339(std::string_view text);

}  // namespace relay::dingtalk
