// SPDX-License-Identifier: MIT
#include "relay/dingtalk/verdict.hpp"

#include <algorithm>
#include <charconv>
#include <variant>

#include "dingtalk/dates.hpp"
#include "dingtalk/detail.hpp"
#include "dingtalk/errcode.hpp"
#include "dingtalk/reply.hpp"

namespace relay::dingtalk {
namespace {

using namespace std::chrono_literals;
using delivery::Answer;
using delivery::NoAnswer;
using delivery::Reason;
using delivery::TransportFailure;
using delivery::Verdict;
using delivery::VerdictKind;

constexpr std::int64_t kAddressPunished = 1111;

// Seconds or a date; nothing when it is not between a second and an hour.
std::optional<Milliseconds> sane_retry_after(const Answer& answer, WallTime now) {
  std::optional<Milliseconds> wait;
  int seconds = 0;
  const char* const end = answer.retry_after.data() + answer.retry_after.size();
  const auto [stop, error] = std::from_chars(answer.retry_after.data(), end, seconds);
  if (error == std::errc{} && stop == end) {
    wait = std::chrono::seconds(seconds);
  } else if (const auto date = parse_http_date(answer.retry_after)) {
    wait = *date - parse_http_date(answer.date).value_or(now);
  }
  return wait && *wait >= 1s && *wait <= 1h ? wait : std::nullopt;
}

Verdict judge_punishment(const Reply& reply) {
  const std::int64_t minutes = std::clamp<std::int64_t>(reply.wait.value_or(5), 1, 10);
  Verdict verdict{VerdictKind::rate_blocked, Reason::address_rate_limit};
  verdict.wait = 10min;
  verdict.host_wait = std::chrono::minutes(minutes);
  return verdict;
}

Verdict judge_ok(const Reply& reply) {
  if (reply.errcode) {
    return *reply.errcode == 0 ? Verdict{VerdictKind::shown} : judge_errcode(*reply.errcode, reply.errmsg);
  }
  if (reply.status == kAddressPunished) {
    return judge_punishment(reply);
  }
  switch (reply.shape) {
    case ReplyShape::markup:
      return {VerdictKind::rate_blocked, Reason::not_json};
    case ReplyShape::object:
      return {VerdictKind::unknown, Reason::unexpected_answer};
    case ReplyShape::other:
      return {VerdictKind::unknown, Reason::not_json};
  }
  return {VerdictKind::unknown, Reason::not_json};
}

Verdict judge_redirect(int status) {
  // A permanent one is somebody's decision about the address, not DingTalk's way to say "too fast".
  const bool permanent = status == 301 || status == 308;
  return {VerdictKind::rate_blocked, permanent ? Reason::request_refused : Reason::rate_limit};
}

Verdict judge_client_error(int status) {
  switch (status) {
    case 408:
    case 425: {
      Verdict verdict{VerdictKind::rate_blocked, Reason::unexpected_answer};
      verdict.wait = 60s;
      return verdict;
    }
    case 413:
      return {VerdictKind::content_refused, Reason::too_long};
    case 429:
      return {VerdictKind::rate_blocked, Reason::rate_limit};
    default:
      return {VerdictKind::robot_refused, Reason::request_refused};
  }
}

Verdict judge_status(int status) {
  if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
    return judge_redirect(status);
  }
  if (status >= 400 && status <= 499) {
    return judge_client_error(status);
  }
  if (status >= 500 && status <= 599) {
    return {status == 504 ? VerdictKind::unknown : VerdictKind::busy, Reason::server_error};
  }
  return {VerdictKind::unknown, Reason::unexpected_answer};
}

// A quota and a punished address have waits of their own, which no gateway's guess shortens.
bool may_name_its_wait(const Verdict& verdict) {
  const bool waits = verdict.kind == VerdictKind::rate_blocked || verdict.kind == VerdictKind::busy;
  return waits && verdict.reason != Reason::quota && verdict.reason != Reason::address_rate_limit;
}

Verdict judge(const Answer& answer, WallTime now) {
  const Reply reply = read_reply(answer.body);
  Verdict verdict = answer.status == 200 ? judge_ok(reply) : judge_status(answer.status);
  verdict.detail = detail_of(answer.status, reply);
  if (may_name_its_wait(verdict)) {
    if (const auto wait = sane_retry_after(answer, now)) {
      verdict.wait = wait;
    }
  }
  if (const auto date = parse_http_date(answer.date)) {
    verdict.clock_offset = *date - now;
  }
  return verdict;
}

Verdict judge(TransportFailure failure) {
  switch (failure) {
    case TransportFailure::resolve:
      return {VerdictKind::not_sent, Reason::resolve};
    case TransportFailure::connect:
      return {VerdictKind::not_sent, Reason::connect};
    case TransportFailure::tls:
      return {VerdictKind::not_sent, Reason::tls};
    case TransportFailure::write:
      return {VerdictKind::not_sent, Reason::write};
    case TransportFailure::unanswered:
      return {VerdictKind::unknown, Reason::unanswered};
    case TransportFailure::shutting_down:
      return {VerdictKind::aborted, Reason::shutting_down};
  }
  return {VerdictKind::unknown, Reason::unanswered};
}

}  // namespace

Verdict classify(const delivery::TransportOutcome& outcome, WallTime now) {
  if (const auto* answer = std::get_if<Answer>(&outcome)) {
    return judge(*answer, now);
  }
  const NoAnswer& silence = std::get<NoAnswer>(outcome);
  Verdict verdict = judge(silence.failure);
  verdict.detail = detail_of(silence.detail);
  return verdict;
}

}  // namespace relay::dingtalk
