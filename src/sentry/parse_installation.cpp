// SPDX-License-Identifier: MIT
#include "sentry/dedup.hpp"
#include "sentry/resources.hpp"

namespace relay::sentry {

// The body also holds `code`, an OAuth grant: it is not even read.
Parsed parse_installation(const Input& input) {
  Parsed parsed = start(input, alert::Kind::installation, "installation");
  alert::Alert& alert = parsed.alert;
  const Value installation = input.root.at("/data/installation");
  alert.organization = line(installation, {"/organization/slug"});
  if (alert.organization.empty()) {
    alert.organization = organization(input, installation, {});
  }
  const std::string app = line(installation, {"/app/slug"});
  const std::string action = in_words(alert.action);
  alert.title = "Integration" + (app.empty() ? app : " " + app) + (action.empty() ? action : ": " + action);
  add_fact(alert, alert::FactName::action, action);
  add_fact(alert, alert::FactName::actor, person(input));
  const std::string status = line(installation, {"/status"});
  add_fact(alert, alert::FactName::status, status);
  parsed.dedup = state_of("installation", {line(input.root, {"/data/installation/uuid", "/installation/uuid"})},
                          {alert.action, status});
  return parsed;
}

}  // namespace relay::sentry
