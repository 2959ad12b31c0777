// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/base/secret.hpp"
#include "relay/base/time.hpp"

namespace relay::dingtalk {

// The two query parameters that prove a request. Good for one attempt: DingTalk refuses a timestamp that is more than
// an hour off (https://open.dingtalk.com/document/dingstart/customize-robot-security-settings).
struct Signature {
  std::string timestamp;  // milliseconds since 1970, decimal
  std::string sign;       // Base64 of the HMAC, percent-encoded once
};

// HMAC-SHA256 with the whole secret as the key ("SEC" belongs to it) over "<timestamp>\n<secret>".
[[nodiscard]] Signature sign(const Secret& secret, WallTime now);

}  // namespace relay::dingtalk
