// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "relay/alert/alert.hpp"
#include "relay/base/time.hpp"
#include "relay/delivery/verdict.hpp"
#include "relay/dingtalk/robot.hpp"

// Every word of a message that is ours, in both languages. Markdown where it says so; nothing here needs escaping.
namespace relay::dingtalk {

enum class Phrase {
  project,  // labels of the lines, with their emoji
  organization,
  environment,
  level,
  location,
  trigger,
  issue_id,
  robot,
  time,
  bytes,       // after a number
  not_known,   // the value of a line that always stands
  view_issue,  // texts of the link
  view_alert,
  view_details,
  cut_note,      // the message did not fit
  repeat_note,   // an earlier attempt may have been shown
  refused_note,  // why the plain form says so little
  digest_note,   // why many alerts come in one message
  shed_note,     // what to do when alerts find no room
  unrecognised,  // headings
  test_title,
  test_note,
  everybody,  // DingTalk's own token, the same in both languages
};

[[nodiscard]] std::string_view phrase(Phrase name, Language language);

// "⚡ Action"
[[nodiscard]] std::string_view label(alert::FactName name, Language language);

// What stands before the title when something happened to a known issue, so that the end of an alarm does not look
// like a new one: "✅ Resolved: ". Empty for everything else.
[[nodiscard]] std::string_view title_prefix(alert::Kind kind, std::string_view action, Language language);

// "128 alerts in one message"
[[nodiscard]] std::string digest_title(std::int64_t alerts, Language language);
// "64 alerts"
[[nodiscard]] std::string alert_count(std::int64_t alerts, Language language);
// "20 issues, 64 alerts"
[[nodiscard]] std::string digest_counts(std::int64_t issues, std::int64_t alerts, Language language);

// "⏳ Delayed 12 min"
[[nodiscard]] std::string delayed_by(Milliseconds waited, Language language);
// What kept a message back, in a few words; empty when nobody knows.
[[nodiscard]] std::string_view delay_cause(delivery::Reason reason, Language language);
// "🔂 37 more since 2026-11-23 14:02:00 +08:00"
[[nodiscard]] std::string again_note(std::int64_t count, const std::string& since, Language language);
// `robot`: Markdown.
[[nodiscard]] std::string copy_note(const std::string& robot, Language language);

}  // namespace relay::dingtalk
