// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "dingtalk/reply.hpp"

namespace relay::dingtalk {

// One printable line of at most 300 bytes for logs and people, without credentials.
[[nodiscard]] std::string detail_of(std::string_view text);

// What was answered, the errcode first: "310000: sign not match", "HTTP 302". A web page is not repeated.
[[nodiscard]] std::string detail_of(int status, const Reply& reply);

}  // namespace relay::dingtalk
