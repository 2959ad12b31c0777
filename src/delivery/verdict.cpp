// SPDX-License-Identifier: MIT
#include "relay/delivery/verdict.hpp"

namespace relay::delivery {

std::string_view to_string(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::shown:
      return "shown";
    case VerdictKind::not_sent:
      return "not_sent";
    case VerdictKind::busy:
      return "busy";
    case VerdictKind::unexpected:
      return "unexpected";
    case VerdictKind::rate_blocked:
      return "rate_blocked";
    case VerdictKind::content_refused:
      return "content_refused";
    case VerdictKind::robot_refused:
      return "robot_refused";
    case VerdictKind::clock_refused:
      return "clock_refused";
    case VerdictKind::unknown:
      return "unknown";
    case VerdictKind::aborted:
      return "aborted";
  }
  return "unknown";
}

// NOLINTNEXTLINE(readability-function-size): a table, and the compiler finds a missing row.
std::string_view to_string(Reason reason) {
  switch (reason) {
    case Reason::none:
      return "none";
    case Reason::resolve:
      return "resolve";
    case Reason::connect:
      return "connect";
    case Reason::tls:
      return "tls";
    case Reason::write:
      return "write";
    case Reason::unanswered:
      return "unanswered";
    case Reason::shutting_down:
      return "shutting_down";
    case Reason::busy:
      return "busy";
    case Reason::server_error:
      return "server_error";
    case Reason::unexpected_answer:
      return "unexpected_answer";
    case Reason::not_json:
      return "not_json";
    case Reason::rate_limit:
      return "rate_limit";
    case Reason::address_rate_limit:
      return "address_rate_limit";
    case Reason::quota:
      return "quota";
    case Reason::too_long:
      return "too_long";
    case Reason::unsafe_link:
      return "unsafe_link";
    case Reason::moderated:
      return "moderated";
    case Reason::malformed_message:
      return "malformed_message";
    case Reason::token_unknown:
      return "token_unknown";
    case Reason::robot_disabled:
      return "robot_disabled";
    case Reason::robot_removed:
      return "robot_removed";
    case Reason::group_disbanded:
      return "group_disbanded";
    case Reason::signature_mismatch:
      return "signature_mismatch";
    case Reason::keyword_missing:
      return "keyword_missing";
    case Reason::address_not_allowed:
      return "address_not_allowed";
    case Reason::send_forbidden:
      return "send_forbidden";
    case Reason::request_refused:
      return "request_refused";
    case Reason::clock_skew:
      return "clock_skew";
  }
  return "none";
}

Reason reason_from(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(Reason::clock_skew); ++i) {
    const auto reason = static_cast<Reason>(i);
    if (to_string(reason) == text) {
      return reason;
    }
  }
  return Reason::none;
}

}  // namespace relay::delivery
