// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "relay/ports/http.hpp"
#include "relay/ports/spool.hpp"

// The answers that Sentry, curl and a browser see.
namespace relay::pipeline {

// {"id":"42","stored":true} and, where it applies, "duplicate":true or "suppressed":"<rule>".
[[nodiscard]] ports::HttpResponse stored_reply(const ports::Appended& appended, std::string_view suppressed_by);

// {"error":"snake_case_code","detail":"…"}; 503 carries Retry-After.
[[nodiscard]] ports::HttpResponse error_reply(int status, std::string_view code, std::string_view detail);

// 405 with a short page for the person who pasted the address into a browser. Says nothing about the path that came.
[[nodiscard]] ports::HttpResponse browser_reply();

}  // namespace relay::pipeline
