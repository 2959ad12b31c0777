// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <vector>

#include "relay/alert/alert.hpp"
#include "relay/routing/destination.hpp"
#include "relay/routing/keyword_filter.hpp"

namespace relay::routing {

// Stands for the group that does not exist yet while no robot is configured.
inline constexpr const char* kPreviewRobot = "(preview)";
// The rule that keeps alerts from the chat meanwhile.
inline constexpr const char* kPreviewRule = "preview";

// A robot, as far as it matters who gets what.
struct Recipient {
  std::string name;
  KeywordFilter filter{};
  Milliseconds repeat_interval{0};  // of events; every other kind says something new
};

class Router {
 public:
  // recipients: the configured robots, in order; none is preview mode. counted_only: kinds that are stored but not
  // shown.
  Router(std::vector<Recipient> recipients, std::set<alert::Kind> counted_only);

  // Where one alert goes. Never nowhere: without a robot it belongs to kPreviewRobot, so that every alert has a state.
  // The first rule that applies names itself: the kind's, then the preview's, then the robot's own.
  [[nodiscard]] Destinations route(const alert::Alert& alert) const;
  // Every robot with every rule that may keep an alert from it.
  [[nodiscard]] Destinations suppressions() const;
  [[nodiscard]] bool is_preview() const { return recipients_.empty(); }

 private:
  std::vector<Recipient> recipients_;
  std::set<alert::Kind> counted_only_;
};

}  // namespace relay::routing
