// SPDX-License-Identifier: MIT
#include "relay/delivery/retry_policy.hpp"

#include <gtest/gtest.h>

namespace relay::delivery {
namespace {

using namespace std::chrono_literals;

Verdict verdict(VerdictKind kind) { return Verdict{kind}; }

// The delays until the message is no longer pending, and what it is then; at most `limit` attempts.
struct Course {
  std::vector<Milliseconds> delays;
  State end;
};

Course course(const Verdict& always, int limit) {
  Course course{{}, State::pending};
  Progress progress;
  for (int i = 0; i < limit && course.end == State::pending; ++i) {
    const NextStep next = after(progress, always);
    progress = next.progress;
    course.end = next.state;
    if (next.state == State::pending) {
      course.delays.push_back(next.delay);
    }
  }
  return course;
}

TEST(RetryPolicy, CoursesOfTheRulings) {
  struct Case {
    VerdictKind kind;
    std::vector<Milliseconds> delays;
    State end;
  };
  const Case cases[] = {
      {VerdictKind::shown, {}, State::shown},
      {VerdictKind::busy, {2s, 10s, 60s, 5min, 5min, 5min}, State::pending},
      {VerdictKind::unexpected, {30s, 5min}, State::dead},
      {VerdictKind::content_refused, {0s}, State::dead},
      {VerdictKind::unknown, {5s}, State::unknown},
      {VerdictKind::not_sent, {0s, 0s, 0s, 0s, 0s, 0s}, State::pending},
      {VerdictKind::rate_blocked, {0s, 0s, 0s, 0s, 0s, 0s}, State::pending},
      {VerdictKind::robot_refused, {0s, 0s, 0s, 0s, 0s, 0s}, State::pending},
      {VerdictKind::clock_refused, {0s, 0s, 0s, 0s, 0s, 0s}, State::pending},
      {VerdictKind::aborted, {0s, 0s, 0s, 0s, 0s, 0s}, State::pending},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(to_string(c.kind));
    const Course seen = course(verdict(c.kind), 6);
    EXPECT_EQ(seen.delays, c.delays);
    EXPECT_EQ(seen.end, c.end);
  }
}

TEST(RetryPolicy, WhatConcernsTheRobotLeavesTheMessageAsItIs) {
  const Progress progress{7, 2, 1, 1, Form::plain};
  for (const VerdictKind kind : {VerdictKind::shown, VerdictKind::not_sent, VerdictKind::rate_blocked,
                                 VerdictKind::robot_refused, VerdictKind::clock_refused, VerdictKind::aborted}) {
    EXPECT_EQ(after(progress, verdict(kind)).progress, progress) << to_string(kind);
  }
}

TEST(RetryPolicy, CountsEachTroubleApart) {
  const Progress progress{7, 2, 1, 0, Form::full};
  EXPECT_EQ(after(progress, verdict(VerdictKind::busy)).progress, (Progress{7, 3, 1, 0, Form::full}));
  EXPECT_EQ(after(progress, verdict(VerdictKind::unexpected)).progress, (Progress{7, 2, 2, 0, Form::full}));
  EXPECT_EQ(after(progress, verdict(VerdictKind::unknown)).progress, (Progress{7, 2, 1, 1, Form::full}));
  EXPECT_EQ(after(progress, verdict(VerdictKind::content_refused)).progress, (Progress{7, 2, 1, 0, Form::plain}));
}

TEST(RetryPolicy, ABusyOtherSideMayNameTheWait) {
  Verdict busy = verdict(VerdictKind::busy);
  busy.wait = 45s;
  EXPECT_EQ(after({}, busy).delay, 45s);
}

TEST(RetryPolicy, NoCountOverflowsTheTables) {
  const Progress old{4'000'000'000U, 4'000'000'000U, 4'000'000'000U, 4'000'000'000U, Form::full};
  EXPECT_EQ(after(old, verdict(VerdictKind::busy)).delay, 5min);
  EXPECT_EQ(after(old, verdict(VerdictKind::unexpected)).state, State::dead);
  EXPECT_EQ(after(old, verdict(VerdictKind::unknown)).state, State::unknown);
}

TEST(TransportDelay, IsFullJitterUnderADoublingCeiling) {
  struct Case {
    unsigned failures;
    Milliseconds ceiling;
  };
  const Case cases[] = {{0, 1s},
                        {1, 1s},
                        {2, 2s},
                        {3, 4s},
                        {4, 8s},
                        {5, 16s},
                        {6, 32s},
                        {7, 60s},
                        {8, 60s},
                        {100, 60s},
                        {4'000'000'000U, 60s}};
  for (const Case& c : cases) {
    EXPECT_EQ(transport_delay(c.failures, 0.0), 0ms) << c.failures;
    EXPECT_EQ(transport_delay(c.failures, 0.5), c.ceiling / 2) << c.failures;
    EXPECT_LT(transport_delay(c.failures, 0.9999999), c.ceiling) << c.failures;
  }
}

TEST(ProbeDelay, DoublesToTenMinutes) {
  struct Case {
    unsigned probes;
    Milliseconds delay;
  };
  const Case cases[] = {{0, 30s},  {1, 60s},   {2, 2min},  {3, 4min},
                        {4, 8min}, {5, 10min}, {6, 10min}, {4'000'000'000U, 10min}};
  for (const Case& c : cases) {
    EXPECT_EQ(probe_delay(c.probes), c.delay) << c.probes;
  }
}

}  // namespace
}  // namespace relay::delivery
