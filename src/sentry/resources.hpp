// SPDX-License-Identifier: MIT
#pragma once

#include "relay/sentry/parser.hpp"
#include "sentry/fields.hpp"

// One parser for each kind of body, in parse_<kind>.cpp. Each takes any root at all and never fails; what it does not
// find stays empty, and parse() gives the title and the dedup key that are missing then.
// Shapes: https://docs.sentry.io/organization/integrations/integration-platform/webhooks/
namespace relay::sentry {

// One event of an issue: a rule fired, or every event is sent. `error` has the same shape under another name.
[[nodiscard]] Parsed parse_event_alert(const Input& input);
[[nodiscard]] Parsed parse_error(const Input& input);

// The WebHooks plugin's body, from the six keys of 2014 to now. It has no envelope.
[[nodiscard]] Parsed parse_legacy(const Input& input);

// Service hooks, version 0: {project, group, event}.
[[nodiscard]] Parsed parse_service_hook(const Input& input);

// An issue's life: created, resolved, assigned, archived, ignored, unresolved.
[[nodiscard]] Parsed parse_issue(const Input& input);

// What a machine did about an issue, when an alert rule asked for it.
[[nodiscard]] Parsed parse_activity(const Input& input);

[[nodiscard]] Parsed parse_metric(const Input& input);
[[nodiscard]] Parsed parse_comment(const Input& input);
[[nodiscard]] Parsed parse_installation(const Input& input);
[[nodiscard]] Parsed parse_seer(const Input& input);
[[nodiscard]] Parsed parse_preprod(const Input& input);

// Authentic, but nothing of the above.
[[nodiscard]] Parsed parse_unrecognised(const Input& input);

}  // namespace relay::sentry
