// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/base/result.hpp"
#include "relay/base/url.hpp"
#include "relay/ports/sender.hpp"

// The bytes a client sends. invalid_argument, never quoting the value, when a part holds what would break out of its
// place (CR, LF, space, control or non-ASCII characters).
namespace relay::http {

struct RequestStyle {
  std::string user_agent;
  const Url* plain_proxy;  // not null: absolute-form to this proxy, with its credentials
};

[[nodiscard]] Result<std::string> post_text(const ports::OutboundRequest& request, const RequestStyle& style);

// Asks `proxy` for a tunnel to `target`.
[[nodiscard]] Result<std::string> connect_text(const Url& target, const Url& proxy, const std::string& user_agent);

}  // namespace relay::http
