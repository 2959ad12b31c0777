// SPDX-License-Identifier: MIT
#include "relay/delivery/robot_gate.hpp"

#include <algorithm>

#include "relay/delivery/retry_policy.hpp"

namespace relay::delivery {
using namespace std::chrono_literals;

namespace {

// DingTalk blocks for ten minutes; five seconds more, so that our clock and theirs need not agree.
constexpr Milliseconds kRateBlock = 605s;
constexpr unsigned kFailuresToOpen = 5;

}  // namespace

std::string_view to_string(GateState state) {
  switch (state) {
    case GateState::open:
      return "open";
    case GateState::backing_off:
      return "backing_off";
    case GateState::unreachable:
      return "unreachable";
    case GateState::refusing:
      return "refusing";
    case GateState::blocked:
      return "blocked";
  }
  return "open";
}

void RobotGate::enter(GateState state, const Verdict& verdict, BootTime now) {
  if (state_ != state) {
    since_ = now;
  }
  state_ = state;
  reason_ = verdict.reason;
  detail_ = verdict.detail;
}

void RobotGate::on_verdict(const Verdict& verdict, BootTime now, double jitter) {
  switch (verdict.kind) {
    case VerdictKind::not_sent:
      ++failures_;
      enter(failures_ < kFailuresToOpen ? GateState::backing_off : GateState::unreachable, verdict, now);
      not_before_ = now + (failures_ < kFailuresToOpen ? transport_delay(failures_, jitter) : probe_delay(probes_++));
      return;
    case VerdictKind::robot_refused:
    case VerdictKind::clock_refused:
      enter(GateState::refusing, verdict, now);
      not_before_ = now + probe_delay(probes_++);
      return;
    case VerdictKind::rate_blocked:
      enter(GateState::blocked, verdict, now);
      not_before_ = std::max(not_before_, now + verdict.wait.value_or(kRateBlock));
      return;
    case VerdictKind::aborted:
      return;
    case VerdictKind::unknown:
      // One silent answer is the message's affair; a row of them means that probing one message at a time loses less.
      if (++failures_ >= kFailuresToOpen) {
        enter(GateState::unreachable, verdict, now);
        not_before_ = now + probe_delay(probes_++);
      }
      return;
    case VerdictKind::shown:
    case VerdictKind::busy:
    case VerdictKind::unexpected:
    case VerdictKind::content_refused:
      // Somebody answered, so nothing is wrong with the way to the robot.
      failures_ = 0;
      probes_ = 0;
      enter(GateState::open, Verdict{VerdictKind::shown}, now);
      return;
  }
}

void RobotGate::block_until(BootTime until, Reason reason, BootTime now) {
  if (until <= std::max(now, not_before_)) {
    return;
  }
  enter(GateState::blocked, Verdict{VerdictKind::rate_blocked, reason, {}}, now);
  not_before_ = until;
}

}  // namespace relay::delivery
