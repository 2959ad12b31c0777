// SPDX-License-Identifier: MIT
#include "sentry/dedup.hpp"
#include "sentry/event_fields.hpp"
#include "sentry/link.hpp"
#include "sentry/resources.hpp"

namespace relay::sentry {
namespace {

std::string title_of(const Input& input, const Value& event) {
  std::string title = event_title(event);
  return title.empty() ? line(input.root, {"/message", "/culprit"}) : title;
}

alert::Level level_of(const Input& input, const Value& event) {
  const alert::Level own = level(input.root, {"/level"});
  return own == alert::Level::unknown ? event_level(event) : own;
}

std::string location_of(const Input& input, const Value& event) {
  std::string culprit = line(input.root, {"/culprit"});
  return culprit.empty() ? event_location(event) : culprit;
}

std::string link_of(const Input& input, const alert::Alert& alert) {
  std::string link = page(line(input.root, {"/url"}), input.source);
  return link.empty() ? issue_page(input.source, {}, alert.organization, alert.issue_id) : link;
}

}  // namespace

Parsed parse_legacy(const Input& input) {
  Parsed parsed = start(input, alert::Kind::event, "legacy");
  alert::Alert& alert = parsed.alert;
  const Value event = input.root.at("/event");
  alert.project = line(input.root, {"/project_name", "/project_slug", "/project"});
  alert.project_slug = line(input.root, {"/project_slug", "/project"});
  alert.organization = organization(input, input.root, {"/url"});
  alert.environment = event_environment(event);
  alert.level = level_of(input, event);
  alert.title = title_of(input, event);
  alert.message = event_message(event, lines(input.root, {"/message"}));
  alert.location = location_of(input, event);
  for (const Value& rule : input.root.at("/triggering_rules").items()) {
    add_rule(alert, line(rule, {""}));
  }
  alert.event_id = id(event, {"/event_id", "/id"});
  alert.issue_id = id(input.root, {"/id"});
  alert.link = link_of(input, alert);
  alert.occurred_at = instant(event, {"/timestamp", "/datetime", "/received"});
  add_fact(alert, alert::FactName::release, event_release(event));

  KeyParts key{alert.event_id, alert.issue_id};
  key.insert(key.end(), alert.rules.begin(), alert.rules.end());
  parsed.dedup = occurrence("legacy", key);
  return parsed;
}

}  // namespace relay::sentry
