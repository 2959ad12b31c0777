// SPDX-License-Identifier: MIT
#include "config/fallbacks.hpp"

#include <map>
#include <string>

namespace relay::config {
namespace {

using Fallbacks = std::map<std::string, std::string, std::less<>>;  // robot -> its fallback, empty for none

bool comes_back(const Fallbacks& fallbacks, const std::string& start) {
  std::string at = start;
  for (std::size_t steps = 0; steps <= fallbacks.size(); ++steps) {
    const auto next = fallbacks.find(at);
    if (next == fallbacks.end() || next->second.empty()) {
      return false;
    }
    at = next->second;
    if (at == start) {
      return true;
    }
  }
  return false;  // it runs into a cycle of others, which is reported there
}

Fallbacks fallbacks_of(const std::vector<RobotDraft>& robots) {
  Fallbacks fallbacks;
  for (const RobotDraft& draft : robots) {
    fallbacks[draft.robot.name] = draft.extras.fallback;
  }
  return fallbacks;
}

}  // namespace

void check_fallbacks(const std::vector<RobotDraft>& robots, Report& report) {
  const Fallbacks fallbacks = fallbacks_of(robots);
  for (const RobotDraft& draft : robots) {
    const std::string& fallback = draft.extras.fallback;
    if (fallback.empty()) {
      continue;
    }
    if (fallback == draft.robot.name) {
      report.problem(draft.fallback_origin, "is the robot itself: name another one");
    } else if (!fallbacks.contains(fallback)) {
      report.problem(draft.fallback_origin, "there is no robot \"" + fallback + "\"");
    } else if (comes_back(fallbacks, draft.robot.name)) {
      report.problem(draft.fallback_origin, "leads back to this robot: copies would go round in a circle");
    }
  }
}

void check_merged_fallbacks(const std::vector<RobotDraft>& robots, Report& report) {
  if (!report.problems().empty()) {
    return;  // a robot may be missing because of them
  }
  const Fallbacks fallbacks = fallbacks_of(robots);
  for (const RobotDraft& draft : robots) {
    if (!draft.extras.fallback.empty() && !fallbacks.contains(draft.extras.fallback)) {
      report.problem(draft.fallback_origin,
                     "\"" + draft.extras.fallback + "\" is the same robot as another entry: name the first of them");
    }
  }
}

}  // namespace relay::config
