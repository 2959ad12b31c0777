// SPDX-License-Identifier: MIT
#include "relay/delivery/retry_policy.hpp"

#include <algorithm>
#include <array>

namespace relay::delivery {
using namespace std::chrono_literals;

namespace {

constexpr std::array<Milliseconds, 4> kBusyDelays{2s, 10s, 60s, 5min};
constexpr std::array<Milliseconds, 2> kUnexpectedDelays{30s, 5min};
constexpr Milliseconds kUnknownDelay = 5s;

NextStep after_busy(Progress progress, const Verdict& verdict) {
  const std::size_t step = std::min<std::size_t>(progress.busy, kBusyDelays.size() - 1);
  ++progress.busy;
  return {State::pending, progress, verdict.wait.value_or(kBusyDelays.at(step))};
}

NextStep after_unexpected(Progress progress) {
  const std::size_t tries = progress.unexpected++;
  if (tries >= kUnexpectedDelays.size()) {
    return {State::dead, progress};
  }
  return {State::pending, progress, kUnexpectedDelays.at(tries)};
}

NextStep after_content_refused(Progress progress) {
  if (progress.form == Form::plain) {
    return {State::dead, progress};
  }
  progress.form = Form::plain;
  return {State::pending, progress};
}

NextStep after_unknown(Progress progress) {
  ++progress.unknown;
  if (progress.unknown > 1) {
    return {State::unknown, progress};
  }
  return {State::pending, progress, kUnknownDelay};
}

}  // namespace

NextStep after(const Progress& progress, const Verdict& verdict) {
  switch (verdict.kind) {
    case VerdictKind::shown:
      return {State::shown, progress};
    case VerdictKind::busy:
      return after_busy(progress, verdict);
    case VerdictKind::unexpected:
      return after_unexpected(progress);
    case VerdictKind::content_refused:
      return after_content_refused(progress);
    case VerdictKind::unknown:
      return after_unknown(progress);
    case VerdictKind::not_sent:
    case VerdictKind::rate_blocked:
    case VerdictKind::robot_refused:
    case VerdictKind::clock_refused:
    case VerdictKind::aborted:
      return {State::pending, progress};
  }
  return {State::pending, progress};
}

Milliseconds transport_delay(unsigned failures, double jitter) {
  constexpr Milliseconds kLongest = 60s;
  const unsigned doublings = std::min(failures == 0 ? 0U : failures - 1, 6U);
  const Milliseconds ceiling = std::min(kLongest, Milliseconds(1s) * (1U << doublings));
  return Milliseconds(static_cast<Milliseconds::rep>(jitter * static_cast<double>(ceiling.count())));
}

Milliseconds probe_delay(unsigned probes) {
  constexpr Milliseconds kLongest = 10min;
  return std::min(kLongest, Milliseconds(30s) * (1U << std::min(probes, 5U)));
}

}  // namespace relay::delivery
