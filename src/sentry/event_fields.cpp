// SPDX-License-Identifier: MIT
#include "sentry/event_fields.hpp"

#include <vector>

#include "sentry/clean_text.hpp"

namespace relay::sentry {
namespace {

bool is_policy_report(const Value& event) {
  const std::string type = event.at("/type").text();
  return type == "csp" || type == "hpkp" || type == "expectct" || type == "expectstaple";
}

// Sentry cuts metadata.value at 1 024 characters; the exception then still has all of it. When the two differ in
// earnest the metadata is right: in newer chains the last exception may be a mere group.
std::string exception_message(const Value& event) {
  std::string from_exception = lines(last_exception(event), {"/value"});
  std::string from_metadata = lines(event, {"/metadata/value"});
  std::string_view start = from_metadata;
  for (const std::string_view ellipsis : {"...", "…"}) {
    if (start.ends_with(ellipsis)) {
      start.remove_suffix(ellipsis.size());
      break;
    }
  }
  return from_metadata.empty() || from_exception.starts_with(start) ? from_exception : from_metadata;
}

// A page's security policy was broken: by what, and which part of the policy.
std::string policy_message(const Value& event) {
  const std::string directive = line(event, {"/csp/effective_directive", "/csp/violated_directive"});
  const std::string blocked = line(event, {"/csp/blocked_uri"});
  return directive.empty() || blocked.empty() ? directive + blocked : directive + ": " + blocked;
}

std::string file_and_function(const Value& event) {
  const std::string file = line(event, {"/metadata/filename"});
  const std::string function = line(event, {"/metadata/function"});
  return file.empty() || function.empty() ? file : file + " in " + function;
}

}  // namespace

Value last_exception(const Value& event) {
  for (const std::string_view chain : {"/exception/values", "/sentry.interfaces.Exception/values", "/exception"}) {
    const std::vector<Value> values = event.at(chain).items();
    if (!values.empty()) {
      return values.back();
    }
  }
  return {};
}

std::string event_title(const Value& event) {
  std::string title = line(event, {"/title", "/metadata/title"});
  if (title.empty()) {
    title = type_and_value(event.at("/metadata"));
  }
  return title.empty() ? type_and_value(last_exception(event)) : title;
}

std::string event_message(const Value& event, std::string beside) {
  if (is_policy_report(event)) {
    if (std::string policy = policy_message(event); !policy.empty()) {
      return policy;
    }
  }
  std::string message = exception_message(event);
  if (message.empty()) {
    message = std::move(beside);
  }
  if (message.empty()) {
    message =
        lines(event, {"/message", "/logentry/formatted", "/logentry/message", "/sentry.interfaces.Message/formatted",
                      "/sentry.interfaces.Message/message", "/metadata/message"});
  }
  return message;
}

std::string event_location(const Value& event) {
  if (is_policy_report(event)) {
    if (std::string page = line(event, {"/metadata/uri", "/csp/document_uri"}); !page.empty()) {
      return page;
    }
  }
  std::string location = line(event, {"/culprit", "/occurrence/culprit", "/location"});
  if (location.empty()) {
    location = file_and_function(event);
  }
  if (location.empty()) {
    location = line(event, {"/transaction"});
  }
  return location.empty() ? tag(event, "transaction") : location;
}

std::string event_release(const Value& event) {
  std::string release = line(event, {"/release", "/release/version"});
  return release.empty() ? tag(event, "release") : release;
}

std::string event_environment(const Value& event) {
  std::string environment = line(event, {"/environment"});
  return environment.empty() ? tag(event, "environment") : environment;
}

alert::Level event_level(const Value& event) {
  const alert::Level own = level(event, {"/level"});
  if (own != alert::Level::unknown) {
    return own;
  }
  const alert::Level tagged = alert::level_from(tag(event, "level"));
  return tagged != alert::Level::unknown ? tagged : level(event, {"/occurrence/level"});
}

}  // namespace relay::sentry
