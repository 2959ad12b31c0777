// SPDX-License-Identifier: MIT
#include "sentry/dedup.hpp"
#include "sentry/link.hpp"
#include "sentry/resources.hpp"

namespace relay::sentry {

Parsed parse_comment(const Input& input) {
  Parsed parsed = start(input, alert::Kind::comment, "comment");
  alert::Alert& alert = parsed.alert;
  const Value data = input.root.at("/data");
  alert.project = line(data, {"/project_slug"});
  alert.project_slug = alert.project;
  alert.organization = organization(input, data, {});
  alert.issue_id = id(data, {"/issue_id"});
  const std::string action = in_words(alert.action);
  alert.title = "Comment" + (action.empty() ? action : " " + action) +
                (alert.issue_id.empty() ? alert.issue_id : " on issue " + alert.issue_id);
  alert.message = lines(data, {"/comment"});
  alert.link = issue_page(input.source, {}, alert.organization, alert.issue_id);
  alert.occurred_at = instant(data, {"/timestamp"});
  add_fact(alert, alert::FactName::action, action);
  add_fact(alert, alert::FactName::actor, person(input));
  parsed.dedup = state_of("comment", {id(data, {"/comment_id"}), alert.issue_id},
                          {alert.action, line(data, {"/timestamp"}), digest_of(alert.message)});
  return parsed;
}

}  // namespace relay::sentry
