// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "relay/base/result.hpp"
#include "relay/ports/http.hpp"
#include "relay/ports/operations.hpp"

// What the desk answers, as JSON (README.md lists the members). Instants are Unix milliseconds; what is not known is
// left out.
namespace relay::console {

[[nodiscard]] ports::HttpResponse reply_of(const std::vector<ports::ListedDelivery>& listed);
[[nodiscard]] ports::HttpResponse reply_of(const ports::Audit& audit);
[[nodiscard]] ports::HttpResponse reply_of(const ports::Explanation& explanation,
                                           const std::vector<std::string>* robots = nullptr);
[[nodiscard]] ports::HttpResponse reply_of(const ports::Changed& changed);
[[nodiscard]] ports::HttpResponse reply_of_pause(const std::string& robot, bool paused, bool changed,
                                                 const std::vector<std::string>* robots = nullptr);
[[nodiscard]] ports::HttpResponse reply_of_snapshot(const std::string& path);
// {"error": …, "detail": …} with the status that fits.
[[nodiscard]] ports::HttpResponse reply_of(const Error& error);
[[nodiscard]] ports::HttpResponse refusal(int status, const char* code, const std::string& detail);

}  // namespace relay::console
