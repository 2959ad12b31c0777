// SPDX-License-Identifier: MIT
#include "relay/routing/router.hpp"

#include <utility>

namespace relay::routing {
namespace {

// The setting that keeps the alert from this robot, or nothing.
std::string rule_of(const Recipient& recipient, const alert::Alert& alert) {
  const std::string path = "robots." + recipient.name;
  switch (recipient.filter.judge(alert)) {
    case KeywordFilter::Verdict::passes:
      return {};
    case KeywordFilter::Verdict::excluded:
      return path + ".exclude_keywords";
    case KeywordFilter::Verdict::not_included:
      return path + ".include_keywords";
  }
  return {};
}

}  // namespace

Router::Router(std::vector<Recipient> recipients, std::set<alert::Kind> counted_only)
    : recipients_(std::move(recipients)), counted_only_(std::move(counted_only)) {}

Destinations Router::route(const alert::Alert& alert) const {
  const std::string kind_rule =
      counted_only_.contains(alert.kind) ? "kinds." + std::string(alert::to_string(alert.kind)) : std::string{};
  if (is_preview()) {
    return {{kPreviewRobot, kind_rule.empty() ? kPreviewRule : kind_rule}};
  }
  Destinations destinations;
  for (const Recipient& recipient : recipients_) {
    destinations.push_back({recipient.name, kind_rule.empty() ? rule_of(recipient, alert) : kind_rule});
  }
  return destinations;
}

}  // namespace relay::routing
