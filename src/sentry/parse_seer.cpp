// SPDX-License-Identifier: MIT
#include "sentry/dedup.hpp"
#include "sentry/link.hpp"
#include "sentry/resources.hpp"

namespace relay::sentry {
namespace {

std::string joined(const std::string& text, const std::string& separator, const std::string& more) {
  return text.empty() || more.empty() ? text + more : text + separator + more;
}

std::string message_of(const Value& data) {
  std::string message = lines(data, {"/root_cause/description", "/solution/description"});
  if (!message.empty()) {
    return message;
  }
  for (const Value& change : data.at("/changes").items()) {
    message = joined(message, "\n", line(change, {"/title"}));
  }
  return message;
}

// "shop-api#123" of a pull request; "shop-api (fix/branch)" of a change that has none yet
std::string changes_of(const Value& data) {
  std::string changes;
  for (const Value& entry : data.at("/pull_requests").items()) {
    const std::string number = id(entry, {"/pull_request/pr_number"});
    changes = joined(changes, ", ", line(entry, {"/repo_name"}) + (number.empty() ? number : "#" + number));
  }
  for (const Value& entry : data.at("/changes").items()) {
    const std::string branch = line(entry, {"/branch_name"});
    changes = joined(changes, ", ", joined(line(entry, {"/repo_name"}), " ", branch.empty() ? "" : "(" + branch + ")"));
  }
  return changes;
}

std::string link_of(const Input& input, const Value& data, const alert::Alert& alert) {
  for (const Value& entry : data.at("/pull_requests").items()) {
    if (std::string link = elsewhere(line(entry, {"/pull_request/pr_url"})); !link.empty()) {
      return link;
    }
  }
  return issue_page(input.source, {}, alert.organization, alert.issue_id);
}

}  // namespace

Parsed parse_seer(const Input& input) {
  Parsed parsed = start(input, alert::Kind::analysis, "seer");
  alert::Alert& alert = parsed.alert;
  const Value data = input.root.at("/data");
  const std::string action = alert.action == "pr_created" ? "pull request created" : in_words(alert.action);
  alert.title = "Seer" + (action.empty() ? action : ": " + action);
  alert.organization = organization(input, data, {});
  alert.issue_id = id(data, {"/group_id"});
  alert.message = message_of(data);
  alert.link = link_of(input, data, alert);
  const std::string run = id(data, {"/run_id", "/sentry_run_id"});
  const std::string changes = changes_of(data);
  add_fact(alert, alert::FactName::action, action);
  add_fact(alert, alert::FactName::run, run);
  add_fact(alert, alert::FactName::changes, changes);
  parsed.dedup = state_of("seer", {run, alert.issue_id}, {alert.action, digest_of(alert.message + "\n" + changes)});
  return parsed;
}

}  // namespace relay::sentry
