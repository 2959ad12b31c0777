// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "http/head_parser.hpp"
#include "http/refusal.hpp"
#include "relay/base/result.hpp"
#include "relay/ports/http.hpp"

namespace relay::http {

// {"error":code,"detail":detail} with the refusal's status; 503 adds Retry-After: 1.
[[nodiscard]] ports::HttpResponse response_for(const Refusal& refusal);

// The bytes of a response to `method` (HEAD gets no body). Adds Content-Length, Connection, and unless the handler set
// them Cache-Control: no-store and X-Content-Type-Options: nosniff.
// invalid_argument: a status outside 200..599, a header that is no header (CR, LF, NUL, not a token), or one that
// would change the framing.
[[nodiscard]] Result<std::string> response_text(const ports::HttpResponse& response, std::string_view method,
                                                Persistence persistence);

}  // namespace relay::http
