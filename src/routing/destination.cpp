// SPDX-License-Identifier: MIT
#include "relay/routing/destination.hpp"

#include <algorithm>

namespace relay::routing {

std::vector<std::string> delivered_to(const Destinations& destinations) {
  std::vector<std::string> robots;
  for (const Destination& destination : destinations) {
    if (destination.is_delivered()) {
      robots.push_back(destination.robot);
    }
  }
  return robots;
}

std::vector<std::string> rules_of(const Destinations& destinations) {
  std::vector<std::string> rules;
  for (const Destination& destination : destinations) {
    const bool is_new = std::find(rules.begin(), rules.end(), destination.suppressed_by) == rules.end();
    if (!destination.is_delivered() && is_new) {
      rules.push_back(destination.suppressed_by);
    }
  }
  return rules;
}

}  // namespace relay::routing
