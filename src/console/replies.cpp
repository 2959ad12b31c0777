// SPDX-License-Identifier: MIT
#include "console/replies.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

namespace relay::console {
namespace {

using nlohmann::ordered_json;
using Json = ordered_json;

ports::HttpResponse reply(int status, const Json& body) {
  ports::HttpResponse response;
  response.status = status;
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return response;
}

void put(Json& json, const char* name, const std::string& text) {
  if (!text.empty()) {
    json[name] = text;
  }
}
void put(Json& json, const char* name, const std::optional<WallTime>& time) {
  if (time.has_value()) {
    json[name] = time->time_since_epoch().count();
  }
}
void put(Json& json, const char* name, delivery::Reason reason) {
  if (reason != delivery::Reason::none) {
    json[name] = delivery::to_string(reason);
  }
}

void put_configured(Json& json, const std::string& robot, const ConfiguredRobots& robots) {
  if (robots.has_value()) {
    json["configured"] = std::find(robots->begin(), robots->end(), robot) != robots->end();
  }
}

Json json_of(const ports::ListedDelivery& one);
Json json_of(const ports::PastAttempt& attempt);
Json json_of(const ports::PastOperation& operation);
Json json_of(const ports::DeliveryStory& one);
Json json_of(const ports::StateAudit& state);
Json json_of(const ports::RobotCount& one);

template <class Value>
Json array_of(const std::vector<Value>& values) {
  Json array = Json::array();
  for (const Value& value : values) {
    array.push_back(json_of(value));
  }
  return array;
}

Json json_of(const ports::ListedDelivery& one) {
  Json json{{"alert", one.alert}, {"robot", one.robot}, {"state", delivery::to_string(one.state)}};
  put(json, "received_ms", std::optional(one.received));
  put(json, "ended_ms", one.ended);
  json["attempts"] = one.attempts;
  put(json, "rule", one.rule);
  if (one.digest.has_value()) {
    json["digest"] = *one.digest;
  }
  json["level"] = alert::to_string(one.level);
  put(json, "project", one.project);
  put(json, "issue", one.short_id);
  put(json, "title", one.title);
  put(json, "reason", one.reason);
  put(json, "detail", one.detail);
  return json;
}

Json json_of(const ports::PastAttempt& attempt) {
  Json json{{"started_ms", attempt.started.time_since_epoch().count()}};
  if (attempt.took.has_value()) {
    json["took_ms"] = attempt.took->count();
  }
  put(json, "verdict", attempt.verdict);
  put(json, "reason", attempt.reason);
  put(json, "detail", attempt.detail);
  return json;
}

Json json_of(const ports::PastOperation& operation) {
  return {{"done_ms", operation.done.time_since_epoch().count()}, {"what", operation.what}};
}

const char* name_of(ports::DigestLine line) {
  switch (line) {
    case ports::DigestLine::issue:
      return "issue";
    case ports::DigestLine::project:
      return "project";
    case ports::DigestLine::level:
      return "level";
  }
  return "issue";
}

Json json_of(const ports::DigestStory& digest) {
  Json json{{"id", digest.id},
            {"state", delivery::to_string(digest.state)},
            {"alerts", digest.alerts},
            {"of_issue", digest.of_issue},
            {"line", name_of(digest.line)}};
  put(json, "ended_ms", digest.ended);
  json["attempts"] = array_of(digest.attempts);
  return json;
}

Json json_of(const ports::DeliveryStory& one) {
  Json json{{"robot", one.robot}, {"state", delivery::to_string(one.state)}};
  put(json, "rule", one.rule);
  put(json, "ended_ms", one.ended);
  put(json, "not_before_ms", one.not_before);
  put(json, "paused_ms", one.paused);
  put(json, "copy_of", one.copy_of);
  if (one.counted_with.has_value()) {
    json["counted_with"] = *one.counted_with;
  }
  put(json, "blocked_until_ms", one.blocked_until);
  put(json, "block_reason", one.block_reason);
  json["attempts"] = array_of(one.attempts);
  json["operations"] = array_of(one.operations);
  if (one.digest.has_value()) {
    json["digest"] = json_of(*one.digest);
  }
  return json;
}

Json json_of(const ports::AlertStory& story) {
  const alert::Alert& alert = story.alert;
  Json json{{"alert", story.id}, {"received_ms", story.received.time_since_epoch().count()}};
  put(json, "source", alert.source);
  put(json, "proof", story.proof);
  json["kind"] = alert::to_string(alert.kind);
  put(json, "resource", alert.resource);
  put(json, "action", alert.action);
  json["level"] = alert::to_string(alert.level);
  put(json, "project", alert.project_slug.empty() ? alert.project : alert.project_slug);
  put(json, "issue", alert.short_id);
  put(json, "issue_id", alert.issue_id);
  put(json, "event_id", alert.event_id);
  put(json, "title", alert.title);
  put(json, "link", alert.link);
  put(json, "occurred_ms", alert.occurred_at);
  json["deliveries"] = array_of(story.deliveries);
  return json;
}

Json json_of(const ports::StateAudit& state) {
  return {{"state", delivery::to_string(state.state)},
          {"counted", state.counted},
          {"rows", state.rows},
          {"forgotten", state.forgotten}};
}

Json json_of(const ports::RobotCount& one) { return {{"robot", one.robot}, {"deliveries", one.deliveries}}; }

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid_argument:
    case ErrorKind::malformed:
    case ErrorKind::too_large:
      return 400;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::refused:
      return 403;
    case ErrorKind::unavailable:
    case ErrorKind::cancelled:
      return 503;
    case ErrorKind::io:
      return 500;
  }
  return 500;
}

const char* code_of(int status) {
  switch (status) {
    case 400:
      return "bad_arguments";
    case 404:
      return "not_found";
    case 403:
      return "refused";
    case 503:
      return "unavailable";
    default:
      return "spool_failed";
  }
}

}  // namespace

ports::HttpResponse reply_of(const std::vector<ports::ListedDelivery>& listed) {
  return reply(200, {{"deliveries", array_of(listed)}});
}

ports::HttpResponse reply_of(const ports::Audit& audit) {
  return reply(200, {{"holds", audit.faults.empty()},
                     {"accepted", audit.accepted},
                     {"states", array_of(audit.states)},
                     {"faults", audit.faults}});
}

ports::HttpResponse reply_of(const ports::Explanation& explanation, const ConfiguredRobots& robots) {
  Json json{{"found", explanation.story.has_value()}};
  if (explanation.story.has_value()) {
    json["story"] = json_of(*explanation.story);
    for (Json& delivery : json["story"]["deliveries"]) {
      put_configured(delivery, delivery.at("robot").get_ref<const std::string&>(), robots);
    }
  }
  json["others"] = explanation.others;
  if (explanation.newest.has_value()) {
    json["newest"] = *explanation.newest;
  }
  put(json, "oldest_ms", explanation.oldest);
  return reply(200, json);
}

ports::HttpResponse reply_of(const ports::Changed& changed) {
  std::int64_t total = 0;
  for (const ports::RobotCount& one : changed.robots) {
    total += one.deliveries;
  }
  return reply(200, {{"deliveries", total}, {"robots", array_of(changed.robots)}, {"under_way", changed.under_way}});
}

ports::HttpResponse reply_of_pause(const std::string& robot, bool paused, bool changed,
                                   const ConfiguredRobots& robots) {
  Json json{{"robot", robot}, {"paused", paused}, {"changed", changed}};
  put_configured(json, robot, robots);
  return reply(200, json);
}

ports::HttpResponse reply_of_snapshot(const std::string& path) { return reply(200, {{"file", path}}); }

ports::HttpResponse reply_of(const Error& error) {
  const int status = status_of(error.kind);
  return refusal(status, code_of(status), error.detail);
}

ports::HttpResponse refusal(int status, const char* code, const std::string& detail) {
  return reply(status, {{"error", code}, {"detail", detail}});
}

}  // namespace relay::console
