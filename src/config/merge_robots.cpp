// SPDX-License-Identifier: MIT
#include "config/merge_robots.hpp"

#include <map>
#include <string>
#include <utility>

#include "config/unique_names.hpp"

namespace relay::config {
namespace {

// DingTalk limits and knows a robot by these, whatever the configuration calls it.
using Key = std::pair<std::string, std::string>;

Key key_of(const dingtalk::Robot& robot) { return {robot.endpoint.host, robot.access_token.expose()}; }

void merge(RobotDraft& first, const RobotDraft& later, Report& report) {
  const Secret& secret = later.robot.secret;
  if (!secret.empty() && !first.robot.secret.empty() && secret.expose() != first.robot.secret.expose()) {
    report.problem(later.origin, "the same robot as " + first.origin.path + " (host and token), but another secret");
    return;
  }
  const bool adds_secret = first.robot.secret.empty() && !secret.empty();
  if (adds_secret) {
    first.robot.secret = secret;
  }
  report.warn(later.origin, "the same robot as " + first.origin.path +
                                " (host and token): one robot, with the settings " +
                                (adds_secret ? "given there and the secret given here" : "given there"));
}

}  // namespace

std::vector<RobotDraft> merge_robots(std::vector<RobotDraft> drafts, Report& report) {
  std::vector<RobotDraft> kept;
  std::map<Key, std::size_t> places;
  for (RobotDraft& draft : drafts) {
    if (draft.robot.access_token.empty()) {
      continue;
    }
    const auto [place, fresh] = places.emplace(key_of(draft.robot), kept.size());
    if (fresh) {
      kept.push_back(std::move(draft));
    } else {
      merge(kept[place->second], draft, report);
    }
  }
  std::vector<Text> names;
  for (const RobotDraft& draft : kept) {
    names.push_back({.value = draft.robot.name, .origin = draft.name_origin});
  }
  check_unique(names, report);
  return kept;
}

}  // namespace relay::config
