// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relay/base/result.hpp"
#include "relay/ports/http.hpp"
#include "relay/ports/operations.hpp"

// What the desk answers, as JSON (README.md lists the members). Instants are Unix milliseconds; what is not known is
// left out.
namespace relay::console {

// Nothing: not known.
using ConfiguredRobots = std::optional<std::vector<std::string>>;

[[nodiscard]] ports::HttpResponse reply_of(const std::vector<ports::ListedDelivery>& listed);
[[nodiscard]] ports::HttpResponse reply_of(const ports::Audit& audit);
[[nodiscard]] ports::HttpResponse reply_of(const ports::Explanation& explanation, const ConfiguredRobots& robots = {});
[[nodiscard]] ports::HttpResponse reply_of(const ports::Changed& changed);
[[nodiscard]] ports::HttpResponse reply_of_pause(const std::string& robot, bool paused, bool changed,
                                                 const ConfiguredRobots& robots = {});
[[nodiscard]] ports::HttpResponse reply_of_snapshot(const std::string& path);
// {"error": …, "detail": …} with the status that fits.
[[nodiscard]] ports::HttpResponse reply_of(const Error& error);
[[nodiscard]] ports::HttpResponse refusal(int status, const char* code, const std::string& detail);

}  // namespace relay::console
