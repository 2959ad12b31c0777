// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "relay/base/time.hpp"

namespace relay::routing {

// One robot that an alert is for.
struct Destination {
  std::string robot;
  // The rule that keeps the alert from this robot; empty: it is delivered. Rules are named like the settings that make
  // them: "preview", "kinds.installation", "robots.backend.exclude_keywords".
  std::string suppressed_by{};
  // Above 0: so soon after a message about the same issue it is counted on the next one instead.
  Milliseconds repeat_interval{0};

  [[nodiscard]] bool is_delivered() const { return suppressed_by.empty(); }
  bool operator==(const Destination&) const = default;
};

using Destinations = std::vector<Destination>;

// The robots that get it, in order.
[[nodiscard]] std::vector<std::string> delivered_to(const Destinations& destinations);

// The rules that keep it from robots, each once, in order.
[[nodiscard]] std::vector<std::string> rules_of(const Destinations& destinations);

}  // namespace relay::routing
