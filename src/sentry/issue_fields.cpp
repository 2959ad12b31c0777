// SPDX-License-Identifier: MIT
#include "sentry/issue_fields.hpp"

#include "sentry/event_fields.hpp"
#include "sentry/link.hpp"

namespace relay::sentry {
namespace {

// "BACKEND" of "BACKEND-1A"
std::string project_of(const Value& issue, const std::string& short_id) {
  std::string project = line(issue, {"/project/name", "/project/slug"});
  return project.empty() ? short_id.substr(0, short_id.rfind('-')) : project;
}

std::string link_of(const Input& input, const Value& issue, const alert::Alert& alert) {
  for (const std::string_view pointer : {"/web_url", "/webUrl", "/permalink"}) {
    if (std::string link = page(line(issue, {pointer}), input.source); !link.empty()) {
      return link;
    }
  }
  return issue_page(input.source, place_in(issue.at("/url").text()).origin, alert.organization, alert.issue_id);
}

}  // namespace

void read_issue(const Input& input, const Value& issue, alert::Alert& alert) {
  alert.issue_id = id(issue, {"/id"});
  alert.short_id = line(issue, {"/shortId"});
  alert.organization = organization(input, issue, {"/web_url", "/url", "/webUrl", "/permalink", "/project_url"});
  alert.project = project_of(issue, alert.short_id);
  alert.project_slug = line(issue, {"/project/slug"});
  alert.level = level(issue, {"/level"});
  alert.title = event_title(issue);
  alert.message = lines(issue, {"/metadata/value", "/metadata/message", "/metadata/title"});
  alert.location = event_location(issue);
  alert.link = link_of(input, issue, alert);
  alert.occurred_at = instant(issue, {"/lastSeen", "/firstSeen"});
}

void add_counts(const Value& issue, alert::Alert& alert) {
  add_fact(alert, alert::FactName::count, id(issue, {"/count"}));
  add_fact(alert, alert::FactName::users, id(issue, {"/userCount"}));
}

}  // namespace relay::sentry
