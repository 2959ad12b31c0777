// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "http/addresses.hpp"
#include "relay/base/result.hpp"

namespace relay::http {

// getaddrinfo(3): blocks, for many seconds when the name servers are silent. unavailable: no answer.
[[nodiscard]] Result<Addresses> system_lookup(const std::string& host);

}  // namespace relay::http
