// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "relay/ports/http.hpp"
#include "relay/ports/spool.hpp"
#include "relay/routing/destination.hpp"

// The answers that Sentry, curl and a browser see.
namespace relay::pipeline {

// {"id":"42","stored":true} and, where it applies, one of
//   "duplicate":true
//   "suppressed":"<rule>"             no robot gets it; several rules stand with ", " between them
//   "suppressed_for":{"ops":"<rule>"} these robots do not get it, the others do
[[nodiscard]] ports::HttpResponse stored_reply(const ports::Appended& appended,
                                               const routing::Destinations& destinations);

// {"stored":false,"counted":true}: accepted, but there is no room to store it. A 2xx, because Sentry does not repeat
// what is refused, and the group is told how many there were.
[[nodiscard]] ports::HttpResponse shed_reply();

// {"error":"snake_case_code","detail":"…"}; 503 carries Retry-After.
[[nodiscard]] ports::HttpResponse error_reply(int status, std::string_view code, std::string_view detail);

// 405 with a short page for the person who pasted the address into a browser. Says nothing about the path that came.
[[nodiscard]] ports::HttpResponse browser_reply();

}  // namespace relay::pipeline
