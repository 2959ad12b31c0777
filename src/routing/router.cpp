// SPDX-License-Identifier: MIT
#include "relay/routing/router.hpp"

#include <optional>
#include <utility>

namespace relay::routing {
namespace {

std::string kind_rule(alert::Kind kind) { return "kinds." + std::string(alert::to_string(kind)); }
std::string exclude_rule(const Recipient& recipient) { return "robots." + recipient.name + ".exclude_keywords"; }
std::string include_rule(const Recipient& recipient) { return "robots." + recipient.name + ".include_keywords"; }

// The setting that keeps the alert from this robot, or nothing.
std::string rule_of(const Recipient& recipient, const SearchedText& text) {
  switch (recipient.filter.judge(text)) {
    case KeywordFilter::Verdict::passes:
      return {};
    case KeywordFilter::Verdict::excluded:
      return exclude_rule(recipient);
    case KeywordFilter::Verdict::not_included:
      return include_rule(recipient);
  }
  return {};
}

}  // namespace

Router::Router(std::vector<Recipient> recipients, std::set<alert::Kind> counted_only)
    : recipients_(std::move(recipients)), counted_only_(std::move(counted_only)) {}

Destinations Router::route(const alert::Alert& alert) const {
  const std::string by_kind = counted_only_.contains(alert.kind) ? kind_rule(alert.kind) : std::string{};
  if (is_preview()) {
    return {{kPreviewRobot, by_kind.empty() ? kPreviewRule : by_kind}};
  }
  std::optional<SearchedText> text;
  Destinations destinations;
  for (const Recipient& recipient : recipients_) {
    std::string rule = by_kind;
    if (rule.empty() && recipient.filter.has_words()) {
      if (!text.has_value()) {
        text.emplace(alert);
      }
      rule = rule_of(recipient, *text);
    }
    const bool may_repeat = alert.kind == alert::Kind::event && rule.empty();
    destinations.push_back({recipient.name, std::move(rule), may_repeat ? recipient.repeat_interval : Milliseconds{0}});
  }
  return destinations;
}

Destinations Router::suppressions() const {
  Destinations all;
  std::vector<std::string> robots{kPreviewRobot};
  if (is_preview()) {
    all.push_back({kPreviewRobot, kPreviewRule});
  } else {
    robots.clear();
  }
  for (const Recipient& recipient : recipients_) {
    all.push_back({recipient.name, exclude_rule(recipient)});
    all.push_back({recipient.name, include_rule(recipient)});
    robots.push_back(recipient.name);
  }
  for (const std::string& robot : robots) {
    for (const alert::Kind kind : counted_only_) {
      all.push_back({robot, kind_rule(kind)});
    }
  }
  return all;
}

}  // namespace relay::routing
