// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// How tests break the real binary on purpose. Only a build with RELAY_TEST_HOOKS (tests have it, what ships has not)
// looks at its environment here; in any other these do nothing and say nothing.
namespace relay::hooks {

// Instants between two steps that a crash could tear apart, in the order of the line.
enum class CrashPoint {
  before_append,      // a webhook is verified, nothing of it is stored
  before_commit,      // a transaction is done, its commit has not begun
  after_commit,       // it is on disk, and nobody knows
  before_answer,      // the alert is stored, its 2xx is not sent
  before_send,        // an attempt is on disk, its request has not begun
  after_answer,       // DingTalk has answered, the outcome is not stored
  after_outcome,      // the outcome is stored, nothing followed
  digest_opened,      // a digest begins,
  digest_gathered,    // its members are counted,
  digest_begun,       // its attempt is on disk,
  digest_answered,    // DingTalk has answered it,
  digest_ended,       // that is stored, its members do not know,
  digest_settled,     // they do
  before_checkpoint,  // of the log into the file
  after_checkpoint,
  at_start,  // a spool was taken over, nothing listens
};
inline constexpr std::array kCrashPoints{
    CrashPoint::before_append,   CrashPoint::before_commit,     CrashPoint::after_commit,     CrashPoint::before_answer,
    CrashPoint::before_send,     CrashPoint::after_answer,      CrashPoint::after_outcome,    CrashPoint::digest_opened,
    CrashPoint::digest_gathered, CrashPoint::digest_begun,      CrashPoint::digest_answered,  CrashPoint::digest_ended,
    CrashPoint::digest_settled,  CrashPoint::before_checkpoint, CrashPoint::after_checkpoint, CrashPoint::at_start};

[[nodiscard]] std::string_view to_string(CrashPoint point);

// RELAY_CRASH_AT=<name> or <name>:<n> kills the process, as kill -9 would, when it comes here for the n-th time.
void crash_at(CrashPoint point) noexcept;

// RELAY_TEST_SYNCHRONOUS: another value of that PRAGMA, to see that a test of power cuts notices.
[[nodiscard]] std::optional<std::string> weaker_synchronous();
// RELAY_TEST_WINDOW_MS: what a robot's minute lasts, so that tests need not wait for real ones.
[[nodiscard]] std::optional<std::int64_t> shorter_window_ms();

}  // namespace relay::hooks
