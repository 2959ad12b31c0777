// SPDX-License-Identifier: MIT
#include "sentry/dedup.hpp"
#include "sentry/issue_fields.hpp"
#include "sentry/resources.hpp"

namespace relay::sentry {
namespace {

using alert::FactName;

// "in release 1.2"; "" when it was simply marked as resolved.
std::string resolution_of(const Input& input, const Value& issue) {
  const Value details = issue.at("/statusDetails");
  if (std::string release = line(details, {"/inRelease", "/inRelease/version"}); !release.empty()) {
    return "in release " + release;
  }
  if (details.at("/inNextRelease").is_true()) {
    return "in next release";
  }
  if (const std::string commit = line(details, {"/inCommit/id", "/inCommit/commit", "/inCommit"}); !commit.empty()) {
    return "in commit " + short_commit(commit);
  }
  if (details.at("/autoResolved").is_true()) {
    return "automatically";
  }
  std::string type = line(input.root, {"/data/resolution_type"});
  return type == "now" ? std::string{} : in_words(std::move(type));
}

// "Jia Li", "#backend" for a team
std::string assignee_of(const Input& input, const Value& issue) {
  for (const Value& assignee : {input.root.at("/data/assignee"), issue.at("/assignedTo")}) {
    if (std::string name = line(assignee, {"/name"}); !name.empty()) {
      return (assignee.at("/type").text() == "team" && !name.starts_with('#') ? "#" : "") + name;
    }
  }
  return {};
}

// Why an issue is where it is: "regressed", "archived until escalating". Says nothing new about a created one.
std::string status_of(const Value& issue, const std::string& action) {
  const bool tells = action == "ignored" || action == "archived" || action == "unresolved";
  return tells ? in_words(line(issue, {"/substatus"})) : std::string{};
}

void add_facts(const Input& input, const Value& issue, alert::Alert& alert) {
  add_fact(alert, FactName::action, in_words(alert.action));
  if (alert.action == "resolved") {
    add_fact(alert, FactName::resolution, resolution_of(input, issue));
  }
  if (alert.action == "assigned") {
    add_fact(alert, FactName::assignee, assignee_of(input, issue));
  }
  add_fact(alert, FactName::status, status_of(issue, alert.action));
  add_fact(alert, FactName::actor, alert.action == "created" ? std::string{} : person(input));
  add_fact(alert, FactName::priority, line(issue, {"/priority"}));
  add_counts(issue, alert);
}

}  // namespace

Parsed parse_issue(const Input& input) {
  Parsed parsed = start(input, alert::Kind::issue, "issue");
  const Value issue = input.root.at("/data/issue");
  read_issue(input, issue, parsed.alert);
  add_facts(input, issue, parsed.alert);
  // lastSeen and count: an issue that came back unsaid and was resolved again is a second resolution.
  parsed.dedup =
      state_of("issue", {parsed.alert.issue_id},
               {parsed.alert.action, line(issue, {"/status"}), line(issue, {"/substatus"}), assignee_of(input, issue),
                resolution_of(input, issue), line(issue, {"/lastSeen"}), id(issue, {"/count"})});
  return parsed;
}

}  // namespace relay::sentry
