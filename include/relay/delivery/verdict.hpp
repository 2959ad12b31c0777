// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "relay/base/time.hpp"

namespace relay::delivery {

// What one attempt means for the message and for the robot. The rulings in src/README.md say what follows from each.
enum class VerdictKind {
  shown,            // accepted by the chat
  not_sent,         // certainly not seen by the other side: try again
  busy,             // the other side had a bad moment (-1, 500100, 5xx): same message again, slowly
  unexpected,       // an answer nobody has documented: a few tries, then a dead letter
  rate_blocked,     // this robot sends nothing until `wait` is over
  content_refused,  // this content can never pass; a plainer form may
  robot_refused,    // no message can pass until a person acts: token, signature, keyword, address, group
  clock_refused,    // our clock is wrong: sign again with `clock_offset`
  unknown,          // sent, but nobody knows whether it was shown
  aborted,          // we stopped while it was under way: the attempt stays open and counts as unknown at the next start
};

// Why, as far as a person can do something about it. Each has a sentence with the cure (dingtalk/cure).
enum class Reason {
  none,
  resolve,
  connect,
  tls,
  write,
  unanswered,
  shutting_down,  // transport
  busy,
  server_error,
  unexpected_answer,
  not_json,  // the other side
  rate_limit,
  address_rate_limit,
  quota,  // too much
  too_long,
  unsafe_link,
  moderated,
  malformed_message,  // content
  token_unknown,
  robot_disabled,
  robot_removed,
  group_disbanded,  // robot
  signature_mismatch,
  keyword_missing,
  address_not_allowed,
  send_forbidden,
  request_refused,
  clock_skew,
};

struct Verdict {
  VerdictKind kind;
  Reason reason{Reason::none};
  std::string detail{};                        // errcode and errmsg, or the transport's words; at most 300 bytes
  std::optional<Milliseconds> wait{};          // rate_blocked, busy: how long, when the other side said so
  std::optional<Milliseconds> host_wait{};     // rate_blocked: every robot of the same endpoint host waits this long
  std::optional<Milliseconds> clock_offset{};  // their time minus ours, whenever the answer said its time
};

[[nodiscard]] std::string_view to_string(VerdictKind kind);
[[nodiscard]] std::string_view to_string(Reason reason);
[[nodiscard]] Reason reason_from(std::string_view text);  // none for any other text

}  // namespace relay::delivery
