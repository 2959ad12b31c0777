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

void RobotGate::open(BootTime now) {
  failures_ = 0;
  probes_ = 0;
  if (state_ == GateState::blocked && not_before_ > now) {
    return;  // it was asked before the block began
  }
  state_ = GateState::open;
  proven_ = true;
  reason_ = Reason::none;
  detail_.clear();
}

void RobotGate::close(GateState state, const Verdict& verdict, BootTime now, Milliseconds wait) {
  if (state_ == GateState::blocked && not_before_ >= now + wait) {
    return;
  }
  if (state_ == GateState::open) {
    since_ = now;
  }
  state_ = state;
  proven_ = false;
  reason_ = verdict.reason;
  detail_ = verdict.detail;
  not_before_ = std::max(not_before_, now + wait);
}

Milliseconds RobotGate::next_probe(GateState state) {
  if (state_ != state) {
    probes_ = 0;
  }
  return probe_delay(probes_++);
}

void RobotGate::on_verdict(const Verdict& verdict, BootTime now, double jitter) {
  switch (verdict.kind) {
    case VerdictKind::not_sent:
      if (++failures_ < kFailuresToOpen) {
        close(GateState::backing_off, verdict, now, transport_delay(failures_, jitter));
      } else {
        close(GateState::unreachable, verdict, now, next_probe(GateState::unreachable));
      }
      return;
    case VerdictKind::robot_refused:
    case VerdictKind::clock_refused:
      failures_ = 0;
      close(GateState::refusing, verdict, now, next_probe(GateState::refusing));
      return;
    case VerdictKind::rate_blocked:
      failures_ = 0;
      close(GateState::blocked, verdict, now, verdict.wait.value_or(kRateBlock));
      return;
    case VerdictKind::aborted:
      return;
    case VerdictKind::unknown:
      on_silence(verdict, now);
      return;
    case VerdictKind::shown:
    case VerdictKind::busy:
    case VerdictKind::unexpected:
    case VerdictKind::content_refused:
      // Somebody answered, so nothing is wrong with the way to the robot.
      open(now);
      return;
  }
}

void RobotGate::on_silence(const Verdict& verdict, BootTime now) {
  if (++failures_ >= kFailuresToOpen) {
    // One silent answer is the message's affair; in a row of them, probing one message at a time loses less.
    close(GateState::unreachable, verdict, now, next_probe(GateState::unreachable));
  } else if (state_ == GateState::refusing) {
    not_before_ = std::max(not_before_, now + next_probe(GateState::refusing));
  }
}

void RobotGate::block_until(BootTime until, Reason reason, BootTime now) {
  if (until > std::max(now, not_before_)) {
    close(GateState::blocked, Verdict{VerdictKind::rate_blocked, reason}, now, until - now);
  }
}

}  // namespace relay::delivery
