// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/base/result.hpp"

namespace relay::http {

// Connects to the Unix socket that Server::listen_local made; the descriptor, which is the caller's. not_found: there
// is none; unavailable: nobody serves it any more; refused: it belongs to somebody else.
[[nodiscard]] Result<int> connect_local(const std::string& path);

}  // namespace relay::http
