// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "relay/sentry/parser.hpp"
#include "sentry/value.hpp"

namespace relay::sentry {

// What every parser of one resource gets. Borrowed for the call.
struct Input {
  Value root;
  const std::string& body;
  std::string resource;  // Sentry-Hook-Resource, cleaned; may be empty
  const Source& source;
};

using Pointers = std::initializer_list<std::string_view>;

// The first of these places that holds a text which is not empty once it is clean; "" when none does.
[[nodiscard]] std::string line(const Value& from, Pointers pointers);
[[nodiscard]] std::string lines(const Value& from, Pointers pointers);
// Like line(), and also takes numbers: identifiers, versions, thresholds.
[[nodiscard]] std::string id(const Value& from, Pointers pointers);
// The first of these places that holds an instant.
[[nodiscard]] std::optional<WallTime> instant(const Value& from, Pointers pointers);
// The first of these places that names a level; numbers are Python's (40 is error), as Sentry 8 sent them.
[[nodiscard]] alert::Level level(const Value& from, Pointers pointers);

// A tag of an event, whatever form its tags have: pairs, {key, value} objects, or one object. The internal prefix
// "sentry:" of the legacy body is no difference.
[[nodiscard]] std::string tag(const Value& event, std::string_view name);

// "type: value" from the two places beside each other, the value's first line as Sentry does it; the one that is there
// when the other is not.
[[nodiscard]] std::string type_and_value(const Value& metadata);

// The organisation in the first of these addresses that names one, else the installation's, else the source's own.
[[nodiscard]] std::string organization(const Input& input, const Value& from, Pointers urls);

// "root_cause_started" -> "root cause started"
[[nodiscard]] std::string in_words(std::string name);

// The first characters of a commit's name, as people write it.
[[nodiscard]] std::string short_commit(std::string_view name);

// Who did it; "" for Sentry itself.
[[nodiscard]] std::string person(const Input& input);

// An alert of this kind with what all kinds share, not yet deduplicated.
[[nodiscard]] Parsed start(const Input& input, alert::Kind kind, std::string_view resource);

// Adds a fact that is known.
void add_fact(alert::Alert& alert, alert::FactName name, std::string value);

// Adds a rule that has a name, once.
void add_rule(alert::Alert& alert, std::string rule);

}  // namespace relay::sentry
