// SPDX-License-Identifier: MIT
#include "relay/base/test_hooks.hpp"

#include <charconv>
#include <csignal>
#include <cstdlib>

namespace relay::hooks {
namespace {

#ifdef RELAY_TEST_HOOKS
const char* variable(const char* name) { return std::getenv(name); }
#else
const char* variable(const char*) { return nullptr; }
#endif

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// Where, and how often it still may pass.
struct Crash {
  std::string_view point;
  std::int64_t passes;
};

Crash wanted() {
  const char* value = variable("RELAY_CRASH_AT");
  const std::string_view text = value == nullptr ? std::string_view{} : value;
  const std::size_t colon = text.find(':');
  const bool counted = colon != std::string_view::npos;
  return {text.substr(0, colon), counted ? number_in(text.substr(colon + 1)).value_or(1) : 1};
}

}  // namespace

std::string_view to_string(CrashPoint point) {
  switch (point) {
    case CrashPoint::before_append:
      return "before_append";
    case CrashPoint::before_commit:
      return "before_commit";
    case CrashPoint::after_commit:
      return "after_commit";
    case CrashPoint::before_answer:
      return "before_answer";
    case CrashPoint::before_send:
      return "before_send";
    case CrashPoint::after_answer:
      return "after_answer";
    case CrashPoint::after_outcome:
      return "after_outcome";
    case CrashPoint::digest_opened:
      return "digest_opened";
    case CrashPoint::digest_gathered:
      return "digest_gathered";
    case CrashPoint::digest_begun:
      return "digest_begun";
    case CrashPoint::digest_answered:
      return "digest_answered";
    case CrashPoint::digest_ended:
      return "digest_ended";
    case CrashPoint::digest_settled:
      return "digest_settled";
    case CrashPoint::before_checkpoint:
      return "before_checkpoint";
    case CrashPoint::after_checkpoint:
      return "after_checkpoint";
    case CrashPoint::at_start:
      return "at_start";
  }
  return "";
}

void crash_at(CrashPoint point) noexcept {
  // Each point belongs to one thread, so the one that is wanted is counted without a lock.
  static Crash crash = wanted();
  if (!crash.point.empty() && crash.point == to_string(point) && --crash.passes == 0) {
    std::raise(SIGKILL);
  }
}

std::optional<std::string> weaker_synchronous() {
  const char* value = variable("RELAY_TEST_SYNCHRONOUS");
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::optional<std::int64_t> shorter_window_ms() {
  const char* value = variable("RELAY_TEST_WINDOW_MS");
  return value == nullptr ? std::nullopt : number_in(value);
}

}  // namespace relay::hooks
