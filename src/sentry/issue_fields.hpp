// SPDX-License-Identifier: MIT
#pragma once

#include "sentry/fields.hpp"

namespace relay::sentry {

// Fills in what an issue object says about itself: title, message, project, level, place, identifiers, link, time.
// Shape: src/sentry/api/serializers/models/group.py of Sentry.
void read_issue(const Input& input, const Value& issue, alert::Alert& alert);

// Events and people so far; nothing when the sender does not count them.
void add_counts(const Value& issue, alert::Alert& alert);

}  // namespace relay::sentry
