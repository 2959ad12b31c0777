// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "sentry/fields.hpp"

// What the event object of event_alert, error, the legacy body and service hooks have in common.
// https://develop.sentry.dev/sdk/data-model/event-payloads/ and section "interfaces" there.
namespace relay::sentry {

// The exception that Sentry titles: the last of the chain (causes come first).
[[nodiscard]] Value last_exception(const Value& event);

// What Sentry computed when it stored the event, else from the exception; "" when nothing is there.
[[nodiscard]] std::string event_title(const Value& event);

// What was said: the exception's value, or the log message. `beside` is a message that stands outside the event and
// counts before the event's own; may be empty.
[[nodiscard]] std::string event_message(const Value& event, std::string beside);

// Culprit, else file and function, else transaction.
[[nodiscard]] std::string event_location(const Value& event);

[[nodiscard]] std::string event_release(const Value& event);
[[nodiscard]] std::string event_environment(const Value& event);
[[nodiscard]] alert::Level event_level(const Value& event);

}  // namespace relay::sentry
