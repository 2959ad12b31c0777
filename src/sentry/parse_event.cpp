// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>

#include "sentry/dedup.hpp"
#include "sentry/event_fields.hpp"
#include "sentry/link.hpp"
#include "sentry/resources.hpp"

namespace relay::sentry {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

// Issues that are no errors (performance, cron, uptime) say what they are in `occurrence`; the event beside it is
// only an example.
std::string title_of(const Value& event) {
  std::string title = line(event, {"/occurrence/issueTitle"});
  if (title.empty()) {
    title = event_title(event);
  }
  return title.empty() ? line(event, {"/message"}) : title;
}

std::string evidence(const Value& event) {
  std::string text;
  for (const Value& entry : event.at("/occurrence/evidenceDisplay").items()) {
    const std::string value = entry.at("/important").is_true() ? lines(entry, {"/value"}) : std::string{};
    text += text.empty() || value.empty() ? value : "\n" + value;
  }
  return text;
}

std::string message_of(const Value& event, const std::string& title) {
  const std::string subtitle = lines(event, {"/occurrence/subtitle"});
  if (!subtitle.empty() && subtitle != title) {
    return subtitle;
  }
  std::string shown = evidence(event);
  return shown.empty() ? event_message(event, {}) : shown;
}

std::string project_slug_of(const Value& event) {
  std::string slug = place_in(event.at("/url").text()).project;
  return slug.empty() ? place_in(event.at("/web_url").text()).project : slug;
}

std::string issue_id_of(const Value& event) {
  std::string found = id(event, {"/issue_id"});
  for (const std::string_view url : {"/issue_url", "/web_url"}) {
    if (found.empty()) {
      found = place_in(event.at(url).text()).issue_id;
    }
  }
  return found;
}

// The event's own page answers 404 without ?project= on sentry.io (getsentry/sentry#118824); the issue's page works.
std::string page_of_issue(const Value& event) {
  const std::string web_url = line(event, {"/web_url"});
  const std::size_t events = web_url.find("/events/");
  if (events == std::string::npos || place_in(web_url).issue_id.empty()) {
    return web_url;
  }
  const std::string project = id(event, {"/project"});
  return web_url.substr(0, events + 1) + (is_digits(project) ? "?project=" + project : "");
}

// The newer API address of an issue holds its organisation, and differs from the page's only by the prefix.
std::string page_of_api(const Value& event) {
  std::string address = line(event, {"/issue_url"});
  const std::size_t prefix = address.find("/api/0/organizations/");
  return prefix == std::string::npos ? std::string{} : address.erase(prefix, 6);
}

std::string link_of(const Input& input, const Value& event, const alert::Alert& alert) {
  for (const std::string& candidate : {page_of_issue(event), page_of_api(event)}) {
    if (std::string link = page(candidate, input.source); !link.empty()) {
      return link;
    }
  }
  std::string origin = place_in(event.at("/issue_url").text()).origin;
  if (origin.empty()) {
    origin = place_in(event.at("/url").text()).origin;
  }
  return issue_page(input.source, origin, alert.organization, alert.issue_id);
}

void read_event(const Input& input, const Value& event, alert::Alert& alert) {
  alert.organization = organization(input, event, {"/url", "/issue_url", "/web_url"});
  alert.project_slug = project_slug_of(event);
  alert.project = alert.project_slug.empty() ? id(event, {"/project"}) : alert.project_slug;
  alert.environment = event_environment(event);
  alert.level = event_level(event);
  if (alert.level == alert::Level::unknown) {
    alert.level = alert::Level::error;
  }
  alert.title = title_of(event);
  alert.message = message_of(event, alert.title);
  alert.location = event_location(event);
  alert.event_id = line(event, {"/event_id"});
  if (alert.event_id.empty()) {
    alert.event_id = place_in(event.at("/url").text()).event_id;
  }
  alert.issue_id = issue_id_of(event);
  alert.link = link_of(input, event, alert);
  alert.occurred_at = instant(event, {"/datetime", "/timestamp", "/occurrence/detectionTime", "/received"});
  add_fact(alert, alert::FactName::release, event_release(event));
}

}  // namespace

Parsed parse_event_alert(const Input& input) {
  Parsed parsed = start(input, alert::Kind::event, "event_alert");
  read_event(input, input.root.at("/data/event"), parsed.alert);
  add_rule(parsed.alert, line(input.root, {"/data/triggered_rule", "/data/issue_alert/title"}));
  const std::string rule = parsed.alert.rules.empty() ? std::string{} : parsed.alert.rules.front();
  parsed.dedup = occurrence("event_alert", {parsed.alert.event_id, rule, id(input.root, {"/data/issue_alert/id"})});
  return parsed;
}

Parsed parse_error(const Input& input) {
  Parsed parsed = start(input, alert::Kind::event, "error");
  read_event(input, input.root.at("/data/error"), parsed.alert);
  parsed.dedup = occurrence("error", {parsed.alert.event_id});
  return parsed;
}

}  // namespace relay::sentry
