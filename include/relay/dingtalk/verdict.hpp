// SPDX-License-Identifier: MIT
#pragma once

#include "relay/base/time.hpp"
#include "relay/delivery/transport_outcome.hpp"
#include "relay/delivery/verdict.hpp"

namespace relay::dingtalk {

// What DingTalk's answer, or its absence, means. Success is exactly: HTTP 200, a JSON object, errcode present and
// equal to 0 (number, integral float or decimal string). Decides by errcode; errmsg only splits 310000, 300001 and
// 40035. `now` is our wall clock, to tell a wrong clock by the answer's Date.
[[nodiscard]] delivery::Verdict classify(const delivery::TransportOutcome& outcome, WallTime now);

}  // namespace relay::dingtalk
