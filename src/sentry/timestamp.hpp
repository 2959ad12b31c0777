// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "relay/base/time.hpp"
#include "sentry/value.hpp"

namespace relay::sentry {

// "2026-03-02T03:04:05.678901Z", with an offset or without (then UTC), a space in place of the T. RFC 3339.
[[nodiscard]] std::optional<WallTime> instant_from(std::string_view text);

// Such a text, or a number: seconds since 1970 with a fraction. Nothing before 1980 or after 2200: those are counters
// and milliseconds.
[[nodiscard]] std::optional<WallTime> instant_from(const Value& value);

}  // namespace relay::sentry
