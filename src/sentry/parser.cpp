// SPDX-License-Identifier: MIT
#include "relay/sentry/parser.hpp"

#include <array>

#include "relay/base/utf8.hpp"
#include "sentry/clean_text.hpp"
#include "sentry/dedup.hpp"
#include "sentry/payload.hpp"
#include "sentry/resources.hpp"

namespace relay::sentry {
namespace {

using Parse = Parsed (*)(const Input&);

enum class Sign { object, scalar };

struct Resource {
  std::string_view name;   // of the header
  std::string_view place;  // where only this body has something, and what
  Sign sign;
  Parse parse;
};

// In the order in which signs count: an activity alert holds an issue too.
constexpr std::array<Resource, 13> kResources{{
    {"event_alert", "/data/event", Sign::object, parse_event_alert},
    {"error", "/data/error", Sign::object, parse_error},
    {"metric_alert", "/data/metric_alert", Sign::object, parse_metric},
    {"activity_alert", "/data/activity", Sign::object, parse_activity},
    {"activity_alert", "/data/alert", Sign::object, parse_activity},
    {"issue", "/data/issue", Sign::object, parse_issue},
    {"comment", "/data/comment_id", Sign::scalar, parse_comment},
    {"comment", "/data/comment", Sign::scalar, parse_comment},
    {"installation", "/data/installation", Sign::object, parse_installation},
    {"preprod_artifact", "/data/buildId", Sign::scalar, parse_preprod},
    {"seer", "/data/run_id", Sign::scalar, parse_seer},
    {"seer", "/data/sentry_run_id", Sign::scalar, parse_seer},
    {"seer", "/data/group_id", Sign::scalar, parse_seer},
}};

bool has_sign(const Value& root, const Resource& resource) {
  const Value value = root.at(resource.place);
  switch (resource.sign) {
    case Sign::object:
      return value.is_object();
    case Sign::scalar:
      return !value.text_or_number().empty();
  }
  return false;
}

bool is_service_hook(const Value& root) {
  return root.at("/project").is_object() && (root.at("/event").is_object() || root.at("/group").is_object());
}

// All ages: `project` alone in 2014, `project_slug` later, `triggering_rules` since about 2019.
bool is_legacy(const Value& root) {
  if (!root.at("/project_slug").text().empty() || root.at("/triggering_rules").is_array()) {
    return true;
  }
  const bool has_project = !line(root, {"/project", "/project_name"}).empty();
  return has_project && (root.at("/event").is_object() || !line(root, {"/url", "/culprit", "/message"}).empty());
}

Parse by_shape(const Value& root) {
  if (!root.at("/data").is_object()) {
    return is_service_hook(root) ? parse_service_hook : is_legacy(root) ? parse_legacy : nullptr;
  }
  for (const Resource& resource : kResources) {
    if (has_sign(root, resource)) {
      return resource.parse;
    }
  }
  return nullptr;
}

// Only when the signed body does not say: the header is not signed.
Parse by_header(const Value& root, std::string_view name) {
  for (const Resource& resource : kResources) {
    if (resource.name == name && root.at("/data").is_object()) {
      return resource.parse;
    }
  }
  return parse_unrecognised;
}

void fill_title(alert::Alert& alert) {
  if (alert.title.empty()) {
    alert.title = !alert.short_id.empty()   ? alert.short_id
                  : !alert.issue_id.empty() ? "issue " + alert.issue_id
                                            : "(no title)";
  }
}

}  // namespace

Parsed parse(const std::string& body, std::string_view resource, const Source& source) {
  const Payload payload(body);
  const Input input{payload.root(), body, one_line(utf8::repair(resource)), source};
  const Parse shaped = by_shape(input.root);
  Parsed parsed = (shaped != nullptr ? shaped : by_header(input.root, input.resource))(input);
  fill_title(parsed.alert);
  if (one_line(parsed.alert.message) == parsed.alert.title) {
    parsed.alert.message.clear();
  }
  if (parsed.dedup.subject.empty()) {
    parsed.dedup = same_body(body);
  }
  static_cast<void>(alert::fit_to_spool(parsed.alert));
  return parsed;
}

}  // namespace relay::sentry
