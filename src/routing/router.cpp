// SPDX-License-Identifier: MIT
#include "relay/routing/router.hpp"

#include <utility>

namespace relay::routing {

Router::Router(std::vector<std::string> robots, std::set<alert::Kind> counted_only)
    : robots_(std::move(robots)), counted_only_(std::move(counted_only)) {}

Routing Router::route(const alert::Alert& alert) const {
  Routing routing;
  if (counted_only_.contains(alert.kind)) {
    routing.suppressed_by = "kinds." + std::string(alert::to_string(alert.kind));
  } else if (is_preview()) {
    routing.suppressed_by = kPreviewRule;
  }
  if (is_preview()) {
    routing.robots.emplace_back(kPreviewRobot);
  } else {
    routing.robots = robots_;
  }
  return routing;
}

}  // namespace relay::routing
