// SPDX-License-Identifier: MIT
#include "relay/delivery/robot_gate.hpp"

#include <gtest/gtest.h>

namespace relay::delivery {
namespace {

using namespace std::chrono_literals;

constexpr BootTime kStart = BootTime(1000s);
constexpr double kJitter = 0.5;

// One robot whose attempts begin as soon as its gate lets them, and end at once.
class GateTest : public testing::Test {
 protected:
  // The wait that follows this verdict.
  Milliseconds answer(VerdictKind kind, Reason reason = Reason::none) { return answer(Verdict{kind, reason}); }
  Milliseconds answer(const Verdict& verdict) {
    now_ = std::max(now_, gate_.not_before());
    gate_.on_verdict(verdict, now_, kJitter);
    return std::max(gate_.not_before() - now_, 0ms);
  }
  void repeat(VerdictKind kind, int times) {
    for (int i = 0; i < times; ++i) {
      answer(kind);
    }
  }

  RobotGate gate_;
  BootTime now_{kStart};
};

TEST_F(GateTest, IsOpenAtFirst) {
  EXPECT_EQ(gate_.state(), GateState::open);
  EXPECT_LE(gate_.not_before(), kStart);
}

TEST_F(GateTest, BacksOffAfterTransportFailures) {
  EXPECT_EQ(answer(VerdictKind::not_sent), 500ms);
  EXPECT_EQ(gate_.state(), GateState::backing_off);
  EXPECT_EQ(answer(VerdictKind::not_sent), 1s);
  EXPECT_EQ(answer(VerdictKind::not_sent), 2s);
  EXPECT_EQ(answer(VerdictKind::not_sent), 4s);
  EXPECT_EQ(gate_.state(), GateState::backing_off);
}

TEST_F(GateTest, ProbesAnUnreachableRobotAfterFiveFailures) {
  repeat(VerdictKind::not_sent, 4);
  for (const Milliseconds wait : {30s, 60s, 120s, 240s, 480s, 600s, 600s}) {
    EXPECT_EQ(answer(VerdictKind::not_sent), wait);
    EXPECT_EQ(gate_.state(), GateState::unreachable);
  }
}

TEST_F(GateTest, ProbesARefusingRobotFromTheFirstRefusal) {
  for (const Milliseconds wait : {30s, 60s, 120s, 240s, 480s, 600s, 600s}) {
    EXPECT_EQ(answer(VerdictKind::robot_refused, Reason::token_unknown), wait);
    EXPECT_EQ(gate_.state(), GateState::refusing);
    EXPECT_EQ(gate_.reason(), Reason::token_unknown);
  }
}

TEST_F(GateTest, TakesAWrongClockForARefusal) {
  EXPECT_EQ(answer(VerdictKind::clock_refused, Reason::clock_skew), 30s);
  EXPECT_EQ(gate_.state(), GateState::refusing);
  EXPECT_EQ(gate_.reason(), Reason::clock_skew);
}

TEST_F(GateTest, AnAnswerAboutTheMessageOpensIt) {
  for (const VerdictKind kind :
       {VerdictKind::shown, VerdictKind::busy, VerdictKind::unexpected, VerdictKind::content_refused}) {
    SCOPED_TRACE(to_string(kind));
    repeat(VerdictKind::robot_refused, 3);
    EXPECT_EQ(answer(kind), 0ms);
    EXPECT_EQ(gate_.state(), GateState::open);
    EXPECT_EQ(gate_.reason(), Reason::none);
    EXPECT_EQ(gate_.detail(), "");
    EXPECT_EQ(answer(VerdictKind::robot_refused), 30s) << "the waits begin anew";
    answer(VerdictKind::shown);
  }
}

TEST_F(GateTest, AnyAnswerEndsTheRowOfTransportFailures) {
  for (const VerdictKind kind :
       {VerdictKind::shown, VerdictKind::busy, VerdictKind::rate_blocked, VerdictKind::robot_refused}) {
    SCOPED_TRACE(to_string(kind));
    repeat(VerdictKind::not_sent, 4);
    answer(kind);
    EXPECT_EQ(answer(VerdictKind::not_sent), 500ms);
    EXPECT_EQ(gate_.state(), GateState::backing_off);
    answer(VerdictKind::shown);
  }
}

TEST_F(GateTest, ANewTroubleHasItsOwnWaits) {
  repeat(VerdictKind::not_sent, 10);
  EXPECT_EQ(answer(VerdictKind::robot_refused), 30s);
  EXPECT_EQ(answer(VerdictKind::robot_refused), 60s);
}

TEST_F(GateTest, IsProvenByAnAnswerOnly) {
  EXPECT_FALSE(gate_.is_proven());
  answer(VerdictKind::shown);
  EXPECT_TRUE(gate_.is_proven());
  answer(VerdictKind::robot_refused);
  EXPECT_FALSE(gate_.is_proven());
  answer(VerdictKind::content_refused);
  EXPECT_TRUE(gate_.is_proven());
}

TEST_F(GateTest, BlocksForTheRateLimit) {
  EXPECT_EQ(answer(VerdictKind::rate_blocked, Reason::rate_limit), 605s);
  EXPECT_EQ(gate_.state(), GateState::blocked);
  EXPECT_EQ(gate_.reason(), Reason::rate_limit);
}

TEST_F(GateTest, BlocksForAsLongAsTheOtherSideSays) {
  Verdict verdict{VerdictKind::rate_blocked, Reason::rate_limit};
  verdict.wait = 90s;
  EXPECT_EQ(answer(verdict), 90s);
}

TEST_F(GateTest, OneSilentAnswerIsTheMessagesAffair) {
  EXPECT_EQ(answer(VerdictKind::unknown), 0ms);
  EXPECT_EQ(gate_.state(), GateState::open);
}

TEST_F(GateTest, FiveSilentAnswersInARowMakeItUnreachable) {
  repeat(VerdictKind::unknown, 4);
  EXPECT_EQ(answer(VerdictKind::unknown), 30s);
  EXPECT_EQ(gate_.state(), GateState::unreachable);
}

TEST_F(GateTest, ASilentProbeOfARefusingRobotIsNoLeaveToGoOn) {
  answer(VerdictKind::robot_refused);
  EXPECT_EQ(answer(VerdictKind::unknown), 60s);
  EXPECT_EQ(gate_.state(), GateState::refusing);
}

TEST_F(GateTest, AnAbortedAttemptSaysNothing) {
  answer(VerdictKind::robot_refused, Reason::keyword_missing);
  const BootTime before = gate_.not_before();
  gate_.on_verdict(Verdict{VerdictKind::aborted}, now_ + 1s, kJitter);
  EXPECT_EQ(gate_.not_before(), before);
  EXPECT_EQ(gate_.state(), GateState::refusing);
}

TEST_F(GateTest, IsBlockedFromOutside) {
  gate_.block_until(kStart + 300s, Reason::address_rate_limit, kStart);
  EXPECT_EQ(gate_.state(), GateState::blocked);
  EXPECT_EQ(gate_.reason(), Reason::address_rate_limit);
  EXPECT_EQ(gate_.not_before(), kStart + 300s);
}

TEST_F(GateTest, ABlockFromOutsideNeverShortensAWait) {
  answer(VerdictKind::rate_blocked, Reason::rate_limit);
  gate_.block_until(kStart + 60s, Reason::address_rate_limit, kStart);
  EXPECT_EQ(gate_.not_before(), kStart + 605s);
  EXPECT_EQ(gate_.reason(), Reason::rate_limit);
}

TEST_F(GateTest, ABlockThatIsOverChangesNothing) {
  gate_.block_until(kStart - 1s, Reason::rate_limit, kStart);
  gate_.block_until(kStart, Reason::rate_limit, kStart);
  EXPECT_EQ(gate_.state(), GateState::open);
}

// Another robot of the address ran into the block while a request of this one was under way.
TEST_F(GateTest, NoAnswerOfAnEarlierRequestEndsABlock) {
  for (const VerdictKind kind : {VerdictKind::shown, VerdictKind::busy, VerdictKind::not_sent, VerdictKind::unknown,
                                 VerdictKind::robot_refused, VerdictKind::content_refused}) {
    SCOPED_TRACE(to_string(kind));
    RobotGate gate;
    gate.block_until(kStart + 600s, Reason::address_rate_limit, kStart);
    gate.on_verdict(Verdict{kind}, kStart + 1s, kJitter);
    EXPECT_EQ(gate.not_before(), kStart + 600s);
    EXPECT_EQ(gate.state(), GateState::blocked);
    EXPECT_EQ(gate.reason(), Reason::address_rate_limit);
  }
}

TEST_F(GateTest, OpensAfterTheBlock) {
  answer(VerdictKind::rate_blocked);
  answer(VerdictKind::shown);
  EXPECT_EQ(gate_.state(), GateState::open);
}

TEST_F(GateTest, KnowsSinceWhenItHasNotBeenOpen) {
  repeat(VerdictKind::not_sent, 8);
  EXPECT_EQ(gate_.state(), GateState::unreachable);
  EXPECT_EQ(gate_.since(), kStart);
  answer(VerdictKind::robot_refused);
  EXPECT_EQ(gate_.since(), kStart);
  answer(VerdictKind::shown);
  now_ += 1h;
  const BootTime again = now_;
  repeat(VerdictKind::robot_refused, 3);
  EXPECT_EQ(gate_.since(), again);
}

TEST(GateStateNames, AreStable) {
  EXPECT_EQ(to_string(GateState::open), "open");
  EXPECT_EQ(to_string(GateState::backing_off), "backing_off");
  EXPECT_EQ(to_string(GateState::unreachable), "unreachable");
  EXPECT_EQ(to_string(GateState::refusing), "refusing");
  EXPECT_EQ(to_string(GateState::blocked), "blocked");
}

}  // namespace
}  // namespace relay::delivery
