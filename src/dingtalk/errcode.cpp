// SPDX-License-Identifier: MIT
#include "dingtalk/errcode.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <string>

namespace relay::dingtalk {
namespace {

using namespace std::chrono_literals;
using delivery::Reason;
using delivery::Verdict;
using delivery::VerdictKind;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool says(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// Newer texts are "description:…;solution:…;link:…". What to do about a wrong signature speaks of time stamps and
// secrets alike, so only what happened is looked at.
std::string description_in(std::string_view errmsg) {
  std::string text = lower(errmsg);
  const std::size_t solution = std::min(text.find("solution:"), text.find("解决方案"));
  return solution == std::string::npos || solution == 0 ? text : text.substr(0, solution);
}

Verdict refused(Reason reason) { return {VerdictKind::robot_refused, reason}; }
Verdict bad_content(Reason reason) { return {VerdictKind::content_refused, reason}; }

Verdict judge_security(std::string_view errmsg) {
  const std::string text = description_in(errmsg);
  if (says(text, {"timestamp", "签名过期", "时间戳"})) {
    return {VerdictKind::clock_refused, Reason::clock_skew};
  }
  if (says(text, {"keyword", "关键词"})) {
    return refused(Reason::keyword_missing);
  }
  if (says(text, {"whitelist", "白名单"})) {
    return refused(Reason::address_not_allowed);
  }
  return refused(says(text, {"sign", "签名"}) ? Reason::signature_mismatch : Reason::send_forbidden);
}

Verdict judge_old_refusal(std::string_view errmsg) {
  const std::string text = description_in(errmsg);
  if (says(text, {"keyword", "关键词"})) {
    return refused(Reason::keyword_missing);
  }
  return refused(says(text, {"token", "session"}) ? Reason::token_unknown : Reason::request_refused);
}

struct Known {
  std::int64_t errcode;
  VerdictKind kind;
  Reason reason;
  Milliseconds wait{0};  // zero: the robot's usual one
};

constexpr auto kKnown = std::to_array<Known>({
    {-1, VerdictKind::busy, Reason::busy},
    {500100, VerdictKind::busy, Reason::server_error},
    {130101, VerdictKind::rate_blocked, Reason::rate_limit},
    {130103, VerdictKind::rate_blocked, Reason::rate_limit},
    {410100, VerdictKind::rate_blocked, Reason::rate_limit},
    {450101, VerdictKind::rate_blocked, Reason::rate_limit},
    {660026, VerdictKind::rate_blocked, Reason::rate_limit},
    // Limits of the app interface, a second long; a minute loses nothing.
    {90002, VerdictKind::rate_blocked, Reason::rate_limit, 60s},
    {90018, VerdictKind::rate_blocked, Reason::rate_limit, 60s},
    {90020, VerdictKind::rate_blocked, Reason::quota, 1h},
    {90030, VerdictKind::rate_blocked, Reason::quota, 1h},
    {300005, VerdictKind::robot_refused, Reason::token_unknown},
    {400101, VerdictKind::robot_refused, Reason::token_unknown},
    {400102, VerdictKind::robot_refused, Reason::robot_disabled},
    {400106, VerdictKind::robot_refused, Reason::robot_removed},
    {400013, VerdictKind::robot_refused, Reason::group_disbanded},
    {22, VerdictKind::robot_refused, Reason::request_refused},
    {88, VerdictKind::robot_refused, Reason::request_refused},
    {404, VerdictKind::robot_refused, Reason::request_refused},
    {43002, VerdictKind::robot_refused, Reason::request_refused},
    // Content-Type: ours is right, so something between strips it. No message is to blame.
    {43004, VerdictKind::robot_refused, Reason::request_refused},
    {33012, VerdictKind::content_refused, Reason::malformed_message},
    {40004, VerdictKind::content_refused, Reason::malformed_message},
    {400105, VerdictKind::content_refused, Reason::malformed_message},
    {34016, VerdictKind::content_refused, Reason::too_long},
    {101002, VerdictKind::content_refused, Reason::too_long},
    {460101, VerdictKind::content_refused, Reason::too_long},
    {430101, VerdictKind::content_refused, Reason::unsafe_link},
    {430102, VerdictKind::content_refused, Reason::moderated},
    {430103, VerdictKind::content_refused, Reason::moderated},
    {430104, VerdictKind::content_refused, Reason::moderated},
});

Verdict judge_unknown(std::int64_t errcode, std::string_view errmsg) {
  constexpr std::int64_t kFirstMissingMember = 400200;
  constexpr std::int64_t kLastMissingMember = 400699;
  if (errcode >= kFirstMissingMember && errcode <= kLastMissingMember) {
    return bad_content(Reason::malformed_message);
  }
  if (says(lower(errmsg), {"too fast", "too many", "限流", "频率"})) {
    return {VerdictKind::rate_blocked, Reason::rate_limit};
  }
  return {VerdictKind::unexpected, Reason::unexpected_answer};
}

}  // namespace

Verdict judge_errcode(std::int64_t errcode, std::string_view errmsg) {
  if (errcode == 310000) {
    return judge_security(errmsg);
  }
  if (errcode == 300001) {
    return judge_old_refusal(errmsg);
  }
  if (errcode == 40035) {
    const bool token = says(lower(errmsg), {"access_token"});
    return token ? refused(Reason::token_unknown) : bad_content(Reason::malformed_message);
  }
  const auto* known = std::find_if(kKnown.begin(), kKnown.end(), [=](const Known& k) { return k.errcode == errcode; });
  if (known == kKnown.end()) {
    return judge_unknown(errcode, errmsg);
  }
  Verdict verdict{known->kind, known->reason};
  if (known->wait > 0ms) {
    verdict.wait = known->wait;
  }
  return verdict;
}

}  // namespace relay::dingtalk
