// SPDX-License-Identifier: MIT
#include "relay/pipeline/courier.hpp"

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fake_sender.hpp"
#include "support/manual_clock.hpp"
#include "support/recording_events.hpp"
#include "support/run_coroutine.hpp"

namespace relay::pipeline {
namespace {

using namespace std::chrono_literals;
using delivery::Slot;
using delivery::VerdictKind;
using testing::HasSubstr;

class CourierTest : public testing::Test {
 protected:
  static dingtalk::Robot robot() {
    dingtalk::Robot made;
    made.name = "ops";
    made.endpoint = *parse_url("https://oapi.dingtalk.com/robot/send");
    made.access_token = Secret("0123456789abcdef");
    return made;
  }

  Sent post(Slot slot = Slot::single) { return test::run_coroutine(io, courier.post(slot, "{}")); }

  delivery::RobotView view() { return courier.view({}, std::nullopt, clock.boot_now()); }

  boost::asio::io_context io;
  test::ManualClock clock;
  test::FakeSender sender{clock};
  test::RecordingEvents events;
  std::vector<std::pair<std::string, BootTime>> blocked_hosts;
  Courier courier{robot(),
                  60'500ms,
                  sender,
                  clock,
                  events,
                  [] { return 0.5; },
                  [this](const std::string& host, BootTime until) { blocked_hosts.emplace_back(host, until); }};
};

TEST_F(CourierTest, PostsToItsRobotAndCountsTheSlot) {
  EXPECT_EQ(post().verdict.kind, VerdictKind::shown);
  EXPECT_THAT(sender.sent[0].request.target, HasSubstr("access_token=0123456789abcdef"));
  EXPECT_EQ(sender.sent[0].request.body, "{}");
  EXPECT_EQ(view().free_singles, 14U);
  post(Slot::digest);
  EXPECT_EQ(view().free_singles, 14U);
  EXPECT_EQ(view().digest_free, clock.boot_now() + 20s);
}

TEST_F(CourierTest, WhatNeverLeftDoesNotCount) {
  sender.outcomes.emplace_back(delivery::NoAnswer{delivery::TransportFailure::connect, "refused"});
  const Sent sent = post();
  EXPECT_TRUE(stays_unsent(sent.verdict));
  EXPECT_EQ(view().free_singles, 15U);
  EXPECT_EQ(courier.not_before(), clock.boot_now() + 500ms);
}

TEST_F(CourierTest, ABlockIsKnownUntilTheRobotTakesAMessageAgain) {
  sender.answer(R"({"errcode":130101,"errmsg":"send too fast"})");
  post();
  EXPECT_EQ(courier.blocked_until(), clock.boot_now() + 605s);
  EXPECT_EQ(view().resume, delivery::Resume::after_block);
  clock.advance(605s);
  post();
  EXPECT_FALSE(courier.blocked_until().has_value());
  EXPECT_EQ(view().resume, delivery::Resume::normal);
}

TEST_F(CourierTest, AnAnswerOfAnotherKindClaimsNoBlockThatItDidNotBegin) {
  const delivery::NextStep next{};
  sender.answer(R"({"errcode":130101,"errmsg":"send too fast"})");
  EXPECT_TRUE(courier.outcome_of(next, post()).blocked_until.has_value());
  clock.advance(605s);
  courier.block_until(clock.boot_now() + 5min);
  sender.answer(R"({"errcode":-1,"errmsg":"busy"})");
  const ports::Outcome outcome = courier.outcome_of(next, post());
  EXPECT_EQ(outcome.reason, delivery::Reason::busy);
  EXPECT_FALSE(outcome.blocked_until.has_value());
}

TEST_F(CourierTest, AnAttemptThatWeCutShortSaysNothingOfTheRobot) {
  sender.outcomes.emplace_back(delivery::NoAnswer{delivery::TransportFailure::shutting_down, "cancelled"});
  EXPECT_EQ(post().verdict.kind, VerdictKind::aborted);
  EXPECT_TRUE(events.of<ports::RobotGateChanged>().empty());
}

TEST_F(CourierTest, RestoresWhatAnEarlierRunSent) {
  ports::RobotLedger ledger;
  ledger.sends = {{Slot::single, clock.boot_now()}, {Slot::digest, clock.boot_now()}};
  ledger.blocked_until = clock.boot_now() + 5min;
  courier.restore(ledger, clock.boot_now());
  EXPECT_EQ(view().free_singles, 14U);
  EXPECT_EQ(view().gate_open, clock.boot_now() + 5min);
}

}  // namespace
}  // namespace relay::pipeline
