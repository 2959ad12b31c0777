// SPDX-License-Identifier: MIT
#include "relay/telemetry/event_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "relay/dingtalk/cure.hpp"
#include "telemetry/log_writers.hpp"

namespace relay::telemetry {
namespace {

using delivery::GateState;
using delivery::Reason;
using delivery::State;
using delivery::VerdictKind;
using dingtalk::Language;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

std::string text_of(const LogLine& line) {
  std::string text;
  append_logfmt(text, line);
  return text;
}

ports::AttemptEnded attempt(VerdictKind verdict, Reason reason, State state) {
  return {7,     9, "ops",        verdict,          reason,           "310000: keywords not in content",
          state, 2, std::nullopt, Milliseconds{84}, Milliseconds{120}};
}

TEST(EventLine, TellsADelivery) {
  const LogLine line = line_of(attempt(VerdictKind::shown, Reason::none, State::shown), Language::en);
  EXPECT_EQ(line.level(), LogLevel::info);
  EXPECT_EQ(text_of(line), "event=delivered alert=7 delivery=9 robot=ops state=shown attempt=2 took_ms=84 age_ms=120");
}

TEST(EventLine, TellsARefusalWithItsCure) {
  const LogLine line =
      line_of(attempt(VerdictKind::robot_refused, Reason::keyword_missing, State::pending), Language::zh);
  EXPECT_EQ(line.level(), LogLevel::warning);
  EXPECT_THAT(text_of(line), HasSubstr("event=retry"));
  EXPECT_THAT(text_of(line), HasSubstr(std::string(dingtalk::cure(Reason::keyword_missing, Language::zh))));
}

TEST(EventLine, CallsAPersonForADeadLetter) {
  const LogLine line = line_of(attempt(VerdictKind::content_refused, Reason::moderated, State::dead), Language::en);
  EXPECT_EQ(line.level(), LogLevel::error);
  EXPECT_THAT(text_of(line), HasSubstr("event=dead_letter"));
}

TEST(EventLine, CallsAPersonForARefusingRobotOnly) {
  ports::RobotGateChanged gate{"ops", GateState::refusing, Reason::token_unknown, "300005", Milliseconds{30'000}};
  EXPECT_EQ(line_of(gate, Language::en).level(), LogLevel::error);
  gate.state = GateState::blocked;
  EXPECT_EQ(line_of(gate, Language::en).level(), LogLevel::warning);
  gate.state = GateState::open;
  EXPECT_EQ(text_of(line_of(gate, Language::en)), "event=robot robot=ops state=open");
}

TEST(EventLine, TellsARequestByItsPattern) {
  const ports::RequestAnswered answered{"/sentry/<source>",   "main",         "192.0.2.1",  401,
                                        "signature_mismatch", "other_source", std::nullopt, 5600,
                                        Milliseconds{1}};
  const LogLine line = line_of(answered, Language::en);
  EXPECT_EQ(line.level(), LogLevel::warning);
  EXPECT_EQ(text_of(line),
            "event=request status=401 code=signature_mismatch route=/sentry/<source> source=main peer=192.0.2.1 "
            "hint=other_source bytes=5600 took_ms=1");
}

TEST(EventLine, CallsNobodyForACallerOfAnotherVersionOfHttp) {
  ports::RequestAnswered answered{};
  answered.status = 505;
  EXPECT_EQ(line_of(answered, Language::en).level(), LogLevel::warning);
  answered.status = 503;
  EXPECT_EQ(line_of(answered, Language::en).level(), LogLevel::error);
}

// `ts` and `level` stand before the pairs of every line.
TEST(EventLine, SaysNoKeyTwice) {
  const ports::AlertAccepted accepted{
      1, "main", alert::Kind::event, "event_alert", "triggered", alert::Level::error, {{"ops"}}, false, true};
  const ports::AlertShed shed{"main", alert::Kind::event, alert::Level::error, {{"ops"}}};
  for (const ports::Event& event : {ports::Event{accepted}, ports::Event{shed},
                                    ports::Event{attempt(VerdictKind::busy, Reason::busy, State::pending)}}) {
    std::set<std::string, std::less<>> keys{"ts", "level"};
    line_of(event, Language::en).each([&](const LogLine::Pair& pair) {
      EXPECT_TRUE(keys.emplace(pair.key).second) << pair.key;
    });
  }
}

TEST(EventLine, SaysOnEveryPreviewThatNothingWasDelivered) {
  const LogLine line = line_of(ports::PreviewRendered{3, "title", "text"}, Language::en);
  EXPECT_EQ(line.level(), LogLevel::warning);
  EXPECT_THAT(text_of(line), HasSubstr("delivered=\"no: no robot is configured\""));
}

TEST(EventLine, NamesTheRuleOfASuppressedAlert) {
  const ports::AlertAccepted accepted{1,
                                      "main",
                                      alert::Kind::installation,
                                      "installation",
                                      "created",
                                      alert::Level::info,
                                      {{"ops", "kinds.installation"}, {"web", "kinds.installation"}},
                                      false,
                                      true};
  EXPECT_THAT(text_of(line_of(accepted, Language::en)), HasSubstr("event=suppressed"));
  EXPECT_THAT(text_of(line_of(accepted, Language::en)), EndsWith("robots=0 rule=kinds.installation"));
}

TEST(EventLine, NamesTheRulesThatKeepAnAlertFromSomeRobots) {
  const ports::AlertAccepted accepted{
      1,
      "main",
      alert::Kind::event,
      "event_alert",
      "triggered",
      alert::Level::error,
      {{"ops", ""}, {"web", "robots.web.exclude_keywords"}, {"db", "robots.db.include_keywords"}},
      false,
      true};
  const LogLine line = line_of(accepted, Language::en);
  EXPECT_EQ(line.level(), LogLevel::info);
  EXPECT_THAT(text_of(line), HasSubstr("event=accepted"));
  EXPECT_THAT(text_of(line), EndsWith("robots=1 rule=robots.web.exclude_keywords,robots.db.include_keywords"));
}

TEST(EventLine, SaysThatATemplateFellBack) {
  const LogLine line = line_of(ports::TemplateFellBack{7, 9, "ops", dingtalk::TemplateFault::too_long}, Language::en);
  EXPECT_EQ(line.level(), LogLevel::warning);
  EXPECT_THAT(text_of(line), HasSubstr("event=template_fell_back alert=7 delivery=9 robot=ops reason=too_long"));
}

TEST(EventLine, WarnsOfWhatWasNotUnderstood) {
  const ports::AlertAccepted accepted{
      1, "main", alert::Kind::unrecognised, "reactor", "melted", alert::Level::unknown, {{"ops"}}, false, false};
  const LogLine line = line_of(accepted, Language::en);
  EXPECT_EQ(line.level(), LogLevel::warning);
  EXPECT_THAT(text_of(line), HasSubstr("resource=reactor"));
  EXPECT_THAT(text_of(line), HasSubstr("understood=\"no: shown in a generic form"));
}

TEST(EventLine, TellsTheOtherEvents) {
  EXPECT_THAT(text_of(line_of(ports::ClockSkewed{"ops", Milliseconds{7'200'000}}, Language::en)),
              HasSubstr("offset_ms=7200000"));
  EXPECT_THAT(text_of(line_of(ports::DeliveriesExpired{"ops", 4, std::chrono::hours{72}}, Language::en)),
              HasSubstr("count=4 max_age_s=259200"));
  EXPECT_THAT(text_of(line_of(ports::SpoolPressureChanged{ports::Pressure::disk_full}, Language::en)),
              HasSubstr("event=spool_pressure state=disk_full consequence="));
  EXPECT_THAT(text_of(line_of(ports::SpoolPressureChanged{ports::Pressure::none}, Language::en)),
              HasSubstr("state=none consequence=\"new alerts are stored again\""));
  EXPECT_THAT(
      text_of(line_of(ports::AlertShed{"main", alert::Kind::event, alert::Level::error, {{"ops"}}}, Language::en)),
      HasSubstr("event=shed source=main kind=event alert_level=error robots=1 consequence="));
  EXPECT_THAT(text_of(line_of(ports::LossesTold{"ops", 7}, Language::en)),
              HasSubstr("event=losses_told robot=ops alerts=7"));
  EXPECT_THAT(text_of(line_of(ports::SpoolFailed{"EIO"}, Language::en)), HasSubstr("event=spool_failed detail=EIO"));
}

TEST(EventLine, CallsAPersonForARefusedReload) {
  const LogLine refused = line_of(ports::ConfigReloaded{false, "relay.yaml:1:1: robots", {}}, Language::en);
  EXPECT_EQ(refused.level(), LogLevel::error);
  EXPECT_THAT(text_of(refused), HasSubstr("event=reload result=refused"));
  EXPECT_EQ(line_of(ports::ConfigReloaded{true, "", {"ops"}}, Language::en).level(), LogLevel::info);
}

TEST(EventLine, ADeadLetterHasItsReasonItsDetailAndTheCure) {
  const ports::AttemptEnded dead = attempt(VerdictKind::content_refused, Reason::too_long, State::dead);
  for (const Language language : {Language::en, Language::zh}) {
    const std::string text = text_of(line_of(dead, language));
    EXPECT_THAT(text, HasSubstr("event=dead_letter alert=7 delivery=9 robot=ops"));
    EXPECT_THAT(text, HasSubstr("reason=too_long detail=\"310000: keywords not in content\" cure=\""));
    EXPECT_THAT(text, HasSubstr(std::string(dingtalk::cure(Reason::too_long, language))));
  }
}

TEST(EventLine, TellsWhatAnOperatorDid) {
  const LogLine paused = line_of(ports::OperatorActed{ports::OperatorAction::pause, "ops", 0}, Language::en);
  EXPECT_EQ(text_of(paused), "event=operator action=pause robot=ops who=operator");
  const LogLine redriven = line_of(ports::OperatorActed{ports::OperatorAction::redrive, "ops", 3}, Language::en);
  EXPECT_EQ(text_of(redriven), "event=operator action=redrive robot=ops who=operator deliveries=3");
}

}  // namespace
}  // namespace relay::telemetry
