// SPDX-License-Identifier: MIT
#include "sentry/dedup.hpp"
#include "sentry/event_fields.hpp"
#include "sentry/link.hpp"
#include "sentry/resources.hpp"

namespace relay::sentry {
namespace {

std::string first_of(std::string first, std::string second) { return first.empty() ? second : first; }

std::string link_of(const Input& input, const alert::Alert& alert) {
  std::string link = page(line(input.root, {"/group/url", "/group/permalink", "/event/url"}), input.source);
  return link.empty() ? issue_page(input.source, {}, alert.organization, alert.issue_id) : link;
}

}  // namespace

Parsed parse_service_hook(const Input& input) {
  Parsed parsed = start(input, alert::Kind::event, "service_hook");
  alert::Alert& alert = parsed.alert;
  const Value event = input.root.at("/event");
  const Value group = input.root.at("/group");
  alert.project = line(input.root, {"/project/name", "/project/slug"});
  alert.project_slug = line(input.root, {"/project/slug"});
  alert.organization = organization(input, input.root, {"/group/url", "/event/url", "/group/permalink"});
  alert.environment = event_environment(event);
  alert.level = event_level(event);
  if (alert.level == alert::Level::unknown) {
    alert.level = level(group, {"/level"});
  }
  alert.title = first_of(event_title(event), event_title(group));
  alert.message = event_message(event, {});
  alert.location = first_of(event_location(event), event_location(group));
  alert.event_id = id(event, {"/eventID", "/event_id", "/id"});
  alert.issue_id = id(input.root, {"/group/id", "/event/groupID"});
  alert.short_id = line(group, {"/shortId"});
  alert.link = link_of(input, alert);
  alert.occurred_at = instant(event, {"/dateCreated", "/datetime", "/timestamp", "/dateReceived"});
  add_fact(alert, alert::FactName::release, event_release(event));
  parsed.dedup = occurrence("service_hook", {alert.event_id, alert.issue_id});
  return parsed;
}

}  // namespace relay::sentry
