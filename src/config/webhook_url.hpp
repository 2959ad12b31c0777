// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "config/report.hpp"
#include "relay/base/secret.hpp"
#include "relay/base/url.hpp"

// Where a robot is and by which token. Nothing comes back after a problem; no problem quotes a URL.
namespace relay::config {

// https://oapi.dingtalk.com/robot/send
[[nodiscard]] Url default_endpoint();

// What a robot's webhook says: its token and, when the whole URL was given, its endpoint.
struct Webhook {
  Secret token;
  std::optional<Url> endpoint;
};

// A token, or the whole webhook URL; a timestamp and a signature that were pasted with it are dropped.
[[nodiscard]] std::optional<Webhook> parse_access_token(const Text& text, Report& report);

// The URL without access_token: one that holds a token is refused. Warns when it cannot be DingTalk's or is not safe.
[[nodiscard]] std::optional<Url> parse_endpoint(const Text& text, Report& report);

}  // namespace relay::config
