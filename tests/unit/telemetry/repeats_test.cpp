// SPDX-License-Identifier: MIT
#include "telemetry/repeats.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "relay/telemetry/event_line.hpp"
#include "telemetry/log_writers.hpp"

namespace relay::telemetry {
namespace {

using namespace std::chrono_literals;
using delivery::GateState;
using delivery::Reason;
using delivery::State;
using delivery::VerdictKind;
using testing::ElementsAre;
using testing::IsEmpty;

ports::RequestAnswered request(int status, const std::string& code, const std::string& peer = "192.0.2.1") {
  return {"/sentry/<source>", "main", peer, status, code, "", std::nullopt, 0, Milliseconds{0}};
}

ports::AttemptEnded attempt(State state, std::int64_t alert = 1) {
  return {alert, 1, "ops", VerdictKind::not_sent, Reason::connect, "refused", state, 1, std::nullopt, 1ms, 1ms};
}

ports::RobotGateChanged gate(GateState state) { return {"ops", state, Reason::connect, "refused", 30s}; }

TEST(RepeatKey, SetsApartWhatMustStandAlone) {
  const ports::Event alone[] = {
      request(200, "stored"),
      attempt(State::shown),
      attempt(State::dead),
      attempt(State::unknown),
      gate(GateState::open),
      ports::AlertAccepted{},
      ports::PreviewRendered{1, "t", "m"},
      ports::ClockSkewed{"ops", 1h},
      ports::DeliveriesExpired{"ops", 1, 72h},
      ports::LossesTold{"ops", 1},
      ports::SpoolPressureChanged{ports::Pressure::disk_full},
      ports::SpoolFailed{"EIO"},
  };
  for (const ports::Event& event : alone) {
    EXPECT_EQ(repeat_key(event), std::nullopt) << event.index();
  }
}

TEST(RepeatKey, IsTheSameForTheSameTroubleOfAnybody) {
  EXPECT_EQ(repeat_key(request(401, "signature_missing", "192.0.2.1")),
            repeat_key(request(401, "signature_missing", "192.0.2.2")));
  EXPECT_NE(repeat_key(request(401, "signature_missing")), repeat_key(request(401, "signature_mismatch")));
  EXPECT_EQ(repeat_key(attempt(State::pending, 1)), repeat_key(attempt(State::pending, 2)));
  EXPECT_EQ(repeat_key(gate(GateState::refusing)), repeat_key(gate(GateState::refusing)));
  EXPECT_EQ(repeat_key(ports::AlertShed{"main", alert::Kind::event, alert::Level::error, {}}),
            repeat_key(ports::AlertShed{"main", alert::Kind::issue, alert::Level::fatal, {}}));
}

class RepeatsTest : public testing::Test {
 protected:
  // Whether the line is written at once.
  bool say(const ports::Event& event) {
    return repeats.is_first(repeat_key(event).value(), line_of(event, dingtalk::Language::en), now);
  }
  static std::vector<std::string> texts(const std::vector<LogLine>& lines) {
    std::vector<std::string> found;
    for (const LogLine& line : lines) {
      std::string text;
      append_logfmt(text, line);
      found.push_back(text.substr(text.rfind(" peer=")));
    }
    return found;
  }

  BootTime now{1h};
  Repeats repeats{60s};
};

TEST_F(RepeatsTest, WritesTheFirstAtOnceAndTheLastWithACount) {
  EXPECT_TRUE(say(request(404, "not_found", "192.0.2.1")));
  EXPECT_FALSE(say(request(404, "not_found", "192.0.2.2")));
  EXPECT_FALSE(say(request(404, "not_found", "192.0.2.3")));
  now += 59s;
  EXPECT_THAT(repeats.due(now), IsEmpty());
  now += 1s;
  EXPECT_THAT(texts(repeats.due(now)), ElementsAre(" peer=192.0.2.3 bytes=0 took_ms=0 repeated=2 in_s=60"));
}

TEST_F(RepeatsTest, AFloodCostsOneLineAWindow) {
  EXPECT_TRUE(say(request(404, "not_found")));
  for (int minute = 0; minute < 3; ++minute) {
    for (int second = 0; second < 60; ++second) {
      now += 1s;
      EXPECT_FALSE(say(request(404, "not_found")));
    }
    EXPECT_THAT(texts(repeats.due(now)), ElementsAre(" peer=192.0.2.1 bytes=0 took_ms=0 repeated=60 in_s=60"));
  }
}

TEST_F(RepeatsTest, AQuietWindowMakesTheNextAFirstOne) {
  EXPECT_TRUE(say(request(404, "not_found")));
  now += 60s;
  EXPECT_THAT(repeats.due(now), IsEmpty());
  EXPECT_TRUE(say(request(404, "not_found")));
}

TEST_F(RepeatsTest, ARobotThatIsWellAgainMakesItsNextTroubleNews) {
  EXPECT_TRUE(say(gate(GateState::refusing)));
  EXPECT_FALSE(say(gate(GateState::refusing)));
  EXPECT_TRUE(say(request(404, "not_found")));
  const auto prefix = trouble_ended(gate(GateState::open));
  ASSERT_TRUE(prefix.has_value());
  EXPECT_EQ(repeats.settle(*prefix, now).size(), 1U);
  EXPECT_TRUE(say(gate(GateState::refusing)));
  EXPECT_FALSE(say(request(404, "not_found")));
  EXPECT_EQ(trouble_ended(gate(GateState::refusing)), std::nullopt);
}

TEST_F(RepeatsTest, SettlesEverythingAtTheEnd) {
  EXPECT_TRUE(say(request(404, "not_found")));
  EXPECT_FALSE(say(request(404, "not_found")));
  EXPECT_TRUE(say(request(401, "signature_missing")));
  now += 5s;
  EXPECT_THAT(texts(repeats.settle("", now)), ElementsAre(" peer=192.0.2.1 bytes=0 took_ms=0 repeated=1 in_s=5"));
}

}  // namespace
}  // namespace relay::telemetry
