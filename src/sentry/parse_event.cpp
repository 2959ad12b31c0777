// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <optional>

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

// The event's three addresses, each taken apart when it is first asked: the first answers nearly every question.
class Places {
 public:
  explicit Places(const Value& event) : event_(event) {}

  const Place& api() { return known(api_, "/url"); }
  const Place& issue() { return known(issue_, "/issue_url"); }
  const Place& page() { return known(page_, "/web_url"); }

 private:
  const Place& known(std::optional<Place>& place, std::string_view pointer) const {
    if (!place.has_value()) {
      place = place_in(event_.at(pointer).text());
    }
    return *place;
  }

  Value event_;
  std::optional<Place> api_;
  std::optional<Place> issue_;
  std::optional<Place> page_;
};

// What the first of them says that says something.
std::string first_of(Places& places, std::string Place::*what, std::initializer_list<const Place& (Places::*)()> in) {
  for (const auto place : in) {
    if (const std::string& text = (places.*place)().*what; !text.empty()) {
      return text;
    }
  }
  return {};
}

std::string issue_id_of(const Value& event, Places& places) {
  std::string own = id(event, {"/issue_id"});
  return own.empty() ? first_of(places, &Place::issue_id, {&Places::issue, &Places::page}) : own;
}

// "…/issues/42", or the form before 2019.
bool is_issue(std::string_view address) {
  const std::size_t slash = address.rfind('/');
  const std::string_view before = address.substr(0, slash == std::string_view::npos ? 0 : slash);
  return slash + 1 < address.size() && (before.ends_with("/issues") || before.ends_with("/group"));
}

// The event's own page answers 404 without ?project= on sentry.io (getsentry/sentry#118824); the issue's page works.
std::string page_of_issue(const Value& event) {
  const std::string web_url = line(event, {"/web_url"});
  const std::size_t events = web_url.find("/events/");
  if (events == std::string::npos || !is_issue(std::string_view(web_url).substr(0, events))) {
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

std::string link_of(const Input& input, const Value& event, Places& places, const alert::Alert& alert) {
  if (std::string link = page(page_of_issue(event), input.source); !link.empty()) {
    return link;
  }
  if (std::string link = page(page_of_api(event), input.source); !link.empty()) {
    return link;
  }
  const std::string origin = first_of(places, &Place::origin, {&Places::issue, &Places::api});
  return issue_page(input.source, origin, alert.organization, alert.issue_id);
}

void read_event(const Input& input, const Value& event, alert::Alert& alert) {
  Places places(event);
  alert.organization = first_of(places, &Place::organization, {&Places::api, &Places::issue, &Places::page});
  if (alert.organization.empty()) {
    alert.organization = organization(input, event, {});
  }
  alert.project_slug = first_of(places, &Place::project, {&Places::api, &Places::page});
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
    alert.event_id = places.api().event_id;
  }
  alert.issue_id = issue_id_of(event, places);
  alert.link = link_of(input, event, places, alert);
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
