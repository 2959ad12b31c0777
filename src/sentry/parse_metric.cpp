// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "sentry/clean_text.hpp"
#include "sentry/dedup.hpp"
#include "sentry/link.hpp"
#include "sentry/resources.hpp"

namespace relay::sentry {
namespace {

using alert::FactName;
using alert::Level;

constexpr int kThresholdBelow = 1;  // threshold_type; 0 is above

// The status numbers of an incident: src/sentry/incidents/models/incident.py of Sentry.
Level level_of_status(const Value& metric) {
  const std::string status = id(metric, {"/status"});
  if (status == "20") {
    return Level::fatal;
  }
  if (status == "10") {
    return Level::warning;
  }
  if (status == "2") {
    return Level::ok;
  }
  return status == "1" ? Level::error : Level::unknown;
}

Level level_of(const std::string& action, const Value& metric) {
  if (action == "critical") {
    return Level::fatal;
  }
  if (action == "warning") {
    return Level::warning;
  }
  if (action == "resolved") {
    return Level::ok;
  }
  return action == "open" ? Level::error : level_of_status(metric);
}

std::string projects_of(const Value& metric) {
  for (const std::string_view pointer : {"/projects", "/alert_rule/projects"}) {
    std::string joined;
    for (const Value& project : metric.at(pointer).items()) {
      const std::string slug = line(project, {"", "/slug"});
      joined += joined.empty() || slug.empty() ? slug : ", " + slug;
    }
    if (!joined.empty()) {
      return joined;
    }
  }
  return {};
}

// Sent as 100 or 100.0.
std::string number_at(const Value& from, std::string_view pointer) {
  std::string number = id(from, {pointer});
  return number.ends_with(".0") ? number.substr(0, number.size() - 2) : number;
}

// "> 100"; an end of trouble is measured against its own threshold, on the other side.
std::string threshold_of(const std::string& action, const Value& rule) {
  const bool below = rule.at("/threshold_type").number() == kThresholdBelow;
  if (action == "resolved") {
    const std::string threshold = number_at(rule, "/resolve_threshold");
    return threshold.empty() ? threshold : (below ? "> " : "< ") + threshold;
  }
  for (const Value& trigger : rule.at("/triggers").items()) {
    const std::string threshold = number_at(trigger, "/alert_threshold");
    if (line(trigger, {"/label"}) == action && !threshold.empty()) {
      return (below ? "< " : "> ") + threshold;
    }
  }
  return {};
}

// Minutes, sent as 60 or 60.0.
std::string window_of(const Value& rule) {
  const auto minutes = rule.at("/time_window").number();
  constexpr double kTenYears = 5'256'000;
  if (!minutes.has_value() || *minutes < 1 || *minutes > kTenYears) {
    return {};
  }
  return std::to_string(std::lround(*minutes)) + " min";
}

std::string query_of(const Value& rule) {
  const std::string aggregate = line(rule, {"/aggregate"});
  const std::string query = line(rule, {"/query"});
  return aggregate.empty() || query.empty() ? aggregate + query : aggregate + " " + query;
}

// The description's first line says the value. The others repeat the filter, as far as is known.
std::string value_of(const Input& input) {
  const std::string text = lines(input.root, {"/data/description_text"});
  return one_line(text.substr(0, text.find('\n')));
}

std::string message_of(const Input& input, const std::string& query) {
  const std::string text = lines(input.root, {"/data/description_text"});
  const std::size_t first_end = std::min(text.find('\n'), text.size());
  std::string rest = many_lines(text.substr(first_end));
  const bool repeats = !query.empty() && rest.ends_with(query) && rest.find('\n') == std::string::npos;
  return repeats ? std::string{} : rest;
}

void add_facts(const Input& input, const Value& metric, alert::Alert& alert) {
  const Value rule = metric.at("/alert_rule");
  add_fact(alert, FactName::value, value_of(input));
  add_fact(alert, FactName::threshold, threshold_of(alert.action, rule));
  add_fact(alert, FactName::window, window_of(rule));
  add_fact(alert, FactName::query, query_of(rule));
  add_fact(alert, FactName::started, line(metric, {"/date_started", "/date_detected"}));
  if (alert.action == "resolved") {
    add_fact(alert, FactName::ended, line(metric, {"/date_closed"}));
  }
}

}  // namespace

Parsed parse_metric(const Input& input) {
  Parsed parsed = start(input, alert::Kind::metric, "metric_alert");
  alert::Alert& alert = parsed.alert;
  const Value metric = input.root.at("/data/metric_alert");
  alert.project = projects_of(metric);
  alert.project_slug = alert.project.find(',') == std::string::npos ? alert.project : std::string{};
  alert.organization = organization(input, input.root, {"/data/web_url"});
  alert.environment = line(metric, {"/alert_rule/environment", "/alert_rule/environment/name"});
  alert.level = level_of(alert.action, metric);
  alert.title =
      line(input.root, {"/data/description_title", "/data/metric_alert/title", "/data/metric_alert/alert_rule/name"});
  alert.message = message_of(input, line(metric, {"/alert_rule/query"}));
  add_rule(alert, line(metric, {"/alert_rule/name"}));
  alert.link = page(line(input.root, {"/data/web_url"}), input.source);
  alert.issue_id = id(metric, {"/id", "/identifier"});
  const bool resolved = alert.action == "resolved";
  alert.occurred_at = resolved ? instant(metric, {"/date_closed", "/date_started", "/date_detected"})
                               : instant(metric, {"/date_started", "/date_detected", "/date_created"});
  add_facts(input, metric, alert);
  parsed.dedup = state_of(
      "metric_alert", {alert.issue_id},
      {alert.action, id(metric, {"/status"}), line(metric, {"/date_started"}), line(metric, {"/date_closed"})});
  return parsed;
}

}  // namespace relay::sentry
