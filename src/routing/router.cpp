// SPDX-License-Identifier: MIT
#include "relay/routing/router.hpp"

#include <optional>
#include <utility>

namespace relay::routing {
namespace {

// The setting that keeps the alert from this robot, or nothing.
std::string rule_of(const Recipient& recipient, const SearchedText& text) {
  const std::string path = "robots." + recipient.name;
  switch (recipient.filter.judge(text)) {
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
  std::optional<SearchedText> text;
  Destinations destinations;
  for (const Recipient& recipient : recipients_) {
    std::string rule = kind_rule;
    if (rule.empty() && recipient.filter.has_words()) {
      if (!text.has_value()) {
        text.emplace(alert);
      }
      rule = rule_of(recipient, *text);
    }
    destinations.push_back({recipient.name, std::move(rule)});
  }
  return destinations;
}

}  // namespace relay::routing
