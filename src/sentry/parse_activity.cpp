// SPDX-License-Identifier: MIT
#include "sentry/dedup.hpp"
#include "sentry/issue_fields.hpp"
#include "sentry/resources.hpp"

namespace relay::sentry {
namespace {

// "root cause completed" of "seer_root_cause_completed"
std::string action_of(std::string type) {
  constexpr std::string_view kPrefix = "seer_";
  return in_words(type.starts_with(kPrefix) ? type.substr(kPrefix.size()) : type);
}

}  // namespace

Parsed parse_activity(const Input& input) {
  Parsed parsed = start(input, alert::Kind::activity, "activity_alert");
  alert::Alert& alert = parsed.alert;
  const Value issue = input.root.at("/data/issue");
  read_issue(input, issue, alert);
  const std::string summary = lines(input.root, {"/data/activity/details/summary"});
  if (!summary.empty()) {
    alert.message = summary;
  }
  add_rule(alert, line(input.root, {"/data/alert/title", "/data/alert/name"}));
  const std::string type = line(input.root, {"/data/activity/type"});
  add_fact(alert, alert::FactName::action, action_of(type));
  add_fact(alert, alert::FactName::priority, line(issue, {"/priority"}));
  add_counts(issue, alert);
  parsed.dedup = state_of("activity_alert", {alert.issue_id, id(input.root, {"/data/alert/id"})},
                          {type, summary.empty() ? std::string{} : digest_of(summary)});
  return parsed;
}

}  // namespace relay::sentry
