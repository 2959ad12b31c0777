// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relay/base/time.hpp"

namespace relay::alert {

// Worst last, so that levels compare. "ok" is an end of trouble; "unknown" means that nobody said.
enum class Level { unknown, ok, sample, debug, info, warning, error, fatal };

// What kind of thing happened; decides which lines a message has.
enum class Kind {
  event,         // one event of an issue matched a rule, or every event is sent
  issue,         // an issue changed its state: created, resolved, assigned, ignored, …
  metric,        // a metric crossed a threshold, or came back
  activity,      // something was done about an issue by a machine
  comment,       // somebody wrote, changed or deleted a comment
  installation,  // the integration itself was installed or removed
  analysis,      // a root cause, solution or code change was worked out
  build,         // a build artifact was processed
  notice,        // the relay's own: alerts that did not arrive, a robot that refuses, a source that fell silent
  unrecognised,  // authentic, but of a shape this program does not know
};

// A named detail that only some kinds have. The renderer owns the words; the parser owns the value.
enum class FactName {
  action,      // what happened to the thing: "resolved"
  actor,       // who did it
  assignee,    // to whom
  resolution,  // how: "in release 1.2"
  release,
  value,  // a metric's present value or description
  threshold,
  window,   // over which time a metric is measured
  query,    // what a metric measures
  started,  // since when; RFC 3339 text as the sender wrote it
  ended,
  count,  // events so far
  users,  // people affected so far
  priority,
  app,     // name and version of a build
  size,    // download and install size of a build
  commit,  // head and base of a build
  status,
  run,        // number of an analysis run
  changes,    // pull requests or code changes
  resource,   // the sender's name for an unrecognised kind
  body_size,  // bytes
  body_keys,  // the first keys of an unrecognised body
};

struct Fact {
  FactName name;
  std::string value;

  bool operator==(const Fact&) const = default;
};

// One alert, as one source understood it: valid UTF-8 throughout, no control characters but '\n' and '\t',
// and those only in `message`. An empty text means "not known". Nothing in it is escaped for any target.
struct Alert {
  std::string source;  // the configured name of the sender
  Kind kind{Kind::unrecognised};
  std::string resource;  // the sender's own word for the kind: "event_alert", "legacy"
  std::string action;    // the sender's own word: "triggered", "resolved"
  std::string project;   // readable name
  std::string project_slug;
  std::string organization;  // slug
  std::string environment;
  Level level{Level::unknown};
  std::string title;        // never empty once parsed
  std::string message;      // may have several lines
  bool message_cut{false};  // the message went on; the reader is told
  std::string location;     // culprit, file or transaction
  std::vector<std::string> rules;
  std::string link;  // http or https, for people; never an API address
  std::string event_id;
  std::string issue_id;
  std::string short_id;  // "BACKEND-1A"
  std::optional<WallTime> occurred_at;
  std::vector<Fact> facts;  // in the order in which they are shown

  bool operator==(const Alert&) const = default;
};

// "error", "warning", …; "unknown" for Level::unknown.
[[nodiscard]] std::string_view to_string(Level level);
// The level a sender names, whatever the case; unknown for any other text. "critical" is fatal, "warn" is warning.
[[nodiscard]] Level level_from(std::string_view text);

// "event", "issue", … : stable names for logs, the spool and the configuration's `kinds:`.
[[nodiscard]] std::string_view to_string(Kind kind);
[[nodiscard]] std::optional<Kind> kind_from(std::string_view text);
// What can come from a source: all but notice.
[[nodiscard]] const std::vector<Kind>& source_kinds();

[[nodiscard]] std::string_view to_string(FactName name);
[[nodiscard]] std::optional<FactName> fact_name_from(std::string_view text);

// The same for all alerts about one thing: the issue's id within its source, else a hash of kind, project and title.
// For grouping; at most 256 bytes, never shown.
[[nodiscard]] std::string issue_key(const Alert& alert);

// Cuts every field on a character border so that the sum of all texts is at most 7 000 bytes: the spool keeps an
// alert in 8 KiB. The message gives way first; identifiers, title and link last. Says whether anything was cut.
bool fit_to_spool(Alert& alert);

}  // namespace relay::alert
