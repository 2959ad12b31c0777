// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <vector>

#include "relay/alert/alert.hpp"

namespace relay::routing {

// Where one alert goes. Never nowhere: without a robot it belongs to kPreviewRobot, so that every alert has a state.
struct Routing {
  std::vector<std::string> robots;
  std::string suppressed_by;  // the rule that keeps it from the chat; empty: it is delivered
};

// Stands for the group that does not exist yet while no robot is configured.
inline constexpr const char* kPreviewRobot = "(preview)";
// The rule that keeps alerts from the chat meanwhile.
inline constexpr const char* kPreviewRule = "preview";

class Router {
 public:
  // robots: configured names, in order; empty is preview mode. counted_only: kinds that are stored but not shown.
  Router(std::vector<std::string> robots, std::set<alert::Kind> counted_only);

  [[nodiscard]] Routing route(const alert::Alert& alert) const;
  [[nodiscard]] bool is_preview() const { return robots_.empty(); }

 private:
  std::vector<std::string> robots_;
  std::set<alert::Kind> counted_only_;
};

}  // namespace relay::routing
