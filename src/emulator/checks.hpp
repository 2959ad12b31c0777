// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "emulator/answers.hpp"
#include "emulator/message.hpp"
#include "emulator/rate_limiter.hpp"
#include "relay/base/time.hpp"
#include "relay/emulator/emulator.hpp"
#include "relay/ports/http.hpp"

namespace relay::emulator {

// All that one verdict depends on. References outlive the call.
struct CheckInput {
  const ports::HttpRequest& request;
  const MessageReading& reading;  // of request.body
  const EmulatedRobot* robot;     // the token's; null when it is unknown
  const EmulatorOptions& options;
  WallTime wall;  // DingTalk's clock
  BootTime boot;
};

// Rows 1 to 22 in their order; the first that hits answers. Empty: nothing speaks against showing the message.
// Counts the request in `limiter` once row 6 is passed (options.count_refused), or when nothing hits.
[[nodiscard]] std::optional<Refusal> check(const CheckInput& input, RateLimiter& limiter);

// The value of access_token; empty when missing.
[[nodiscard]] std::string token_of(const ports::HttpHead& head);

}  // namespace relay::emulator
