// SPDX-License-Identifier: MIT
#include "relay/telemetry/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/manual_clock.hpp"

namespace relay::telemetry {
namespace {

using namespace std::chrono_literals;
using delivery::GateState;
using delivery::Reason;
using delivery::State;
using delivery::VerdictKind;
using testing::HasSubstr;
using testing::Not;

ports::RequestAnswered answered(int status, const std::string& source, const std::string& code,
                                std::optional<alert::Kind> kind = std::nullopt, Milliseconds took = 20ms) {
  return {"/sentry/<source>", source, "192.0.2.1", status, code, "", std::nullopt, 10, took, kind};
}

ports::AttemptEnded attempt(VerdictKind verdict, Reason reason, State state) {
  return {7, 9, "ops", verdict, reason, "detail", state, 1, std::nullopt, 300ms, 4s};
}

class MetricsTest : public testing::Test {
 protected:
  MetricsTest() { metrics.expect({{"main"}, {"ops"}, {{"ops", "kinds.build"}}}); }

  // The value behind "sentry_dingtalk_relay_" + series.
  std::string value(const std::string& series) {
    const std::string text = "\n" + metrics.text();
    const std::string wanted = "\nsentry_dingtalk_relay_" + series + " ";
    const std::size_t at = text.find(wanted);
    return at == std::string::npos ? "absent"
                                   : text.substr(at + wanted.size(), text.find('\n', at + 1) - at - wanted.size());
  }

  test::ManualClock clock;
  Metrics metrics{clock, "1.2.3"};
};

TEST_F(MetricsTest, EverySeriesExistsAtZeroFromTheStart) {
  const char* series[] = {
      R"(webhooks_total{kind="event",outcome="stored",source="main"})",
      R"(webhooks_total{kind="unrecognised",outcome="duplicate",source="main"})",
      R"(webhooks_total{kind="none",outcome="signature_mismatch",source="main"})",
      R"(webhooks_total{kind="none",outcome="not_found",source="none"})",
      R"(webhooks_total{kind="none",outcome="bad_request",source="none"})",
      "webhook_accept_seconds_count",
      "spool_commit_seconds_count",
      R"(deliveries_total{outcome="shown",reason="none",robot="ops"})",
      R"(deliveries_total{outcome="dead",reason="too_long",robot="ops"})",
      R"(deliveries_total{outcome="unknown",reason="unanswered",robot="ops"})",
      R"(deliveries_total{outcome="expired",reason="none",robot="ops"})",
      R"(delivery_age_seconds_count{robot="ops"})",
      R"(attempts_total{robot="ops"})",
      R"(attempts_failed_total{reason="keyword_missing",robot="ops"})",
      R"(attempt_seconds_count{robot="ops"})",
      R"(template_fallbacks_total{robot="ops"})",
      R"(alerts_suppressed_total{robot="ops",rule="kinds.build"})",
      R"(backlog_deliveries{robot="ops"})",
      R"(oldest_pending_age_seconds{robot="ops"})",
      R"(robot_blocked{robot="ops"})",
      R"(robot_paused{robot="ops"})",
      R"(deliveries_total{outcome="discarded",reason="none",robot="ops"})",
      R"(deliveries_redriven_total{robot="ops"})",
      R"(robot_state{robot="ops",state="refusing"})",
      "log_lines_dropped_total",
      "spool_bytes",
      "spool_max_bytes",
  };
  for (const char* one : series) {
    EXPECT_EQ(value(one), "0") << one;
  }
  EXPECT_EQ(value(R"(robot_state{robot="ops",state="open"})"), "1");
  EXPECT_EQ(value(R"(build_info{version="1.2.3"})"), "1");
  EXPECT_EQ(value("config_last_reload_successful"), "1");
}

TEST_F(MetricsTest, CountsEachWebhookOnce) {
  metrics.on(ports::AlertAccepted{});
  metrics.on(answered(200, "main", "stored", alert::Kind::event));
  metrics.on(answered(401, "main", "signature_missing"));
  metrics.on(answered(404, "", "not_found"));
  EXPECT_EQ(value(R"(webhooks_total{kind="event",outcome="stored",source="main"})"), "1");
  EXPECT_EQ(value(R"(webhooks_total{kind="none",outcome="signature_missing",source="main"})"), "1");
  EXPECT_EQ(value(R"(webhooks_total{kind="none",outcome="not_found",source="none"})"), "1");
  EXPECT_EQ(value("webhook_accept_seconds_count"), "1");
  EXPECT_EQ(value(R"(webhook_accept_seconds_bucket{le="0.01"})"), "0");
  EXPECT_EQ(value(R"(webhook_accept_seconds_bucket{le="0.025"})"), "1");
}

TEST_F(MetricsTest, CountsWhatRulesKeepFromRobots) {
  ports::AlertAccepted accepted{};
  accepted.destinations = {{"ops", "robots.ops.exclude_keywords"}, {"web", ""}};
  metrics.on(accepted);
  accepted.duplicate = true;
  metrics.on(accepted);
  EXPECT_EQ(value(R"(alerts_suppressed_total{robot="ops",rule="robots.ops.exclude_keywords"})"), "1");
  EXPECT_THAT(metrics.text(), Not(HasSubstr("robot=\"web\"")));
}

TEST_F(MetricsTest, CountsTemplatesThatFellBack) {
  metrics.on(ports::TemplateFellBack{7, 9, "ops", dingtalk::TemplateFault::too_long});
  EXPECT_EQ(value(R"(template_fallbacks_total{robot="ops"})"), "1");
}

TEST_F(MetricsTest, AStrangerMakesNoSeries) {
  metrics.on(answered(404, "", "not_found"));
  const auto lines = [this] {
    const std::string text = metrics.text();
    return std::count(text.begin(), text.end(), '\n');
  };
  const auto before = lines();
  for (int i = 0; i < 1'000; ++i) {
    ports::RequestAnswered stranger = answered(404, "", "not_found");
    stranger.peer = "192.0.2." + std::to_string(i);
    stranger.hint = std::to_string(i);
    metrics.on(stranger);
    stranger.route = ports::kAdminRoute;
    metrics.on(stranger);
  }
  EXPECT_EQ(lines(), before);
  EXPECT_EQ(value(R"(webhooks_total{kind="none",outcome="not_found",source="none"})"), "1001");
}

TEST_F(MetricsTest, CountsEachAttemptAndEachEnd) {
  metrics.on(attempt(VerdictKind::busy, Reason::busy, State::pending));
  metrics.on(attempt(VerdictKind::shown, Reason::none, State::shown));
  metrics.on(attempt(VerdictKind::content_refused, Reason::moderated, State::dead));
  metrics.on(attempt(VerdictKind::unknown, Reason::unanswered, State::unknown));
  metrics.on(ports::DeliveriesExpired{"ops", 5, 72h});
  EXPECT_EQ(value(R"(attempts_total{robot="ops"})"), "4");
  EXPECT_EQ(value(R"(attempts_failed_total{reason="busy",robot="ops"})"), "1");
  EXPECT_EQ(value(R"(attempts_failed_total{reason="moderated",robot="ops"})"), "1");
  EXPECT_EQ(value(R"(deliveries_total{outcome="shown",reason="none",robot="ops"})"), "1");
  EXPECT_EQ(value(R"(deliveries_total{outcome="dead",reason="moderated",robot="ops"})"), "1");
  EXPECT_EQ(value(R"(deliveries_total{outcome="unknown",reason="unanswered",robot="ops"})"), "1");
  EXPECT_EQ(value(R"(deliveries_total{outcome="expired",reason="none",robot="ops"})"), "5");
  EXPECT_EQ(value(R"(delivery_age_seconds_count{robot="ops"})"), "1");
  EXPECT_EQ(value(R"(delivery_age_seconds_sum{robot="ops"})"), "4");
  EXPECT_EQ(value(R"(attempt_seconds_count{robot="ops"})"), "4");
}

TEST_F(MetricsTest, CountsWhatOperatorsDo) {
  metrics.on(ports::OperatorActed{ports::OperatorAction::discard, "ops", 3});
  metrics.on(ports::OperatorActed{ports::OperatorAction::redrive, "ops", 2});
  metrics.on(ports::OperatorActed{ports::OperatorAction::pause, "ops", 0});
  EXPECT_EQ(value(R"(deliveries_total{outcome="discarded",reason="none",robot="ops"})"), "3");
  EXPECT_EQ(value(R"(deliveries_redriven_total{robot="ops"})"), "2");
}

TEST_F(MetricsTest, ShowsThatARobotIsPaused) {
  ports::SpoolStatus status{{}, 1, 2, true};
  status.paused = {"ops"};
  metrics.show(status);
  EXPECT_EQ(value(R"(robot_paused{robot="ops"})"), "1");
  status.paused = {};
  metrics.show(status);
  EXPECT_EQ(value(R"(robot_paused{robot="ops"})"), "0");
}

TEST_F(MetricsTest, ShowsTheStateOfARobot) {
  metrics.on(ports::RobotGateChanged{"ops", GateState::blocked, Reason::rate_limit, "", 605s});
  EXPECT_EQ(value(R"(robot_state{robot="ops",state="open"})"), "0");
  EXPECT_EQ(value(R"(robot_state{robot="ops",state="blocked"})"), "1");
  EXPECT_EQ(value(R"(robot_blocked{robot="ops"})"), "1");
  metrics.on(ports::RobotGateChanged{"ops", GateState::open, Reason::none, "", 0s});
  EXPECT_EQ(value(R"(robot_blocked{robot="ops"})"), "0");
}

TEST_F(MetricsTest, ShowsTheSpool) {
  metrics.show({{{"ops", 3, 90s}, {"left", 1, 2h}}, 8192, 1U << 20U, true});
  EXPECT_EQ(value(R"(backlog_deliveries{robot="ops"})"), "3");
  EXPECT_EQ(value(R"(oldest_pending_age_seconds{robot="ops"})"), "90");
  EXPECT_EQ(value(R"(backlog_deliveries{robot="left"})"), "1") << "a robot that left the configuration is watched too";
  EXPECT_EQ(value("spool_bytes"), "8192");
  metrics.show({{{"left", 1, 2h}}, 8192, 1U << 20U, false});
  EXPECT_EQ(value(R"(backlog_deliveries{robot="ops"})"), "0");
  EXPECT_EQ(value(R"(oldest_pending_age_seconds{robot="ops"})"), "0");
  EXPECT_EQ(value("spool_takes_alerts"), "0");
}

TEST_F(MetricsTest, CountsWhatIsShedForEachRobotThatItWasFor) {
  metrics.on(ports::AlertShed{"main", alert::Kind::event, alert::Level::error, {{"ops"}, {"web", "a rule"}}});
  EXPECT_EQ(value(R"(deliveries_total{outcome="shed",reason="none",robot="ops"})"), "1");
}

TEST_F(MetricsTest, TellsWhyAlertsFindNoRoom) {
  metrics.on(ports::SpoolPressureChanged{ports::Pressure::disk_full});
  EXPECT_EQ(value(R"(spool_pressure{reason="disk_full"})"), "1");
  EXPECT_EQ(value(R"(spool_pressure{reason="spool_full"})"), "0");
  metrics.on(ports::SpoolPressureChanged{ports::Pressure::none});
  EXPECT_EQ(value(R"(spool_pressure{reason="disk_full"})"), "0");
}

TEST_F(MetricsTest, MeasuresCommits) {
  metrics.on_commit(3ms);
  EXPECT_EQ(value(R"(spool_commit_seconds_bucket{le="0.0025"})"), "0");
  EXPECT_EQ(value(R"(spool_commit_seconds_bucket{le="0.005"})"), "1");
}

TEST_F(MetricsTest, TellsWhetherTheLastReloadSucceeded) {
  const std::string start = value("config_last_reload_success_timestamp_seconds");
  clock.advance(1min);
  metrics.on(ports::ConfigReloaded{false, "relay.yaml: no", {}});
  EXPECT_EQ(value("config_last_reload_successful"), "0");
  EXPECT_EQ(value("config_last_reload_success_timestamp_seconds"), start);
  metrics.on(ports::ConfigReloaded{true, "", {"ops"}});
  EXPECT_EQ(value("config_last_reload_successful"), "1");
  EXPECT_NE(value("config_last_reload_success_timestamp_seconds"), start);
}

TEST_F(MetricsTest, ARobotThatLeftHasNoStateAnyMore) {
  metrics.on(ports::RobotGateChanged{"ops", GateState::refusing, Reason::token_unknown, "", 30s});
  metrics.on(attempt(VerdictKind::shown, Reason::none, State::shown));
  metrics.expect({{"main"}, {"new"}});
  EXPECT_EQ(value(R"(robot_state{robot="ops",state="refusing"})"), "absent");
  EXPECT_EQ(value(R"(attempts_total{robot="ops"})"), "1");
  EXPECT_EQ(value(R"(robot_state{robot="new",state="open"})"), "1");
}

TEST_F(MetricsTest, AReloadKeepsTheStateOfTheRobotsThatStay) {
  metrics.on(ports::RobotGateChanged{"ops", GateState::refusing, Reason::token_unknown, "", 30s});
  metrics.expect({{"main", "second"}, {"ops", "new"}});
  EXPECT_EQ(value(R"(robot_state{robot="ops",state="refusing"})"), "1");
  EXPECT_EQ(value(R"(webhooks_total{kind="event",outcome="stored",source="second"})"), "0");
}

TEST_F(MetricsTest, CountsDroppedLinesFromTheirTotal) {
  metrics.show_dropped_lines(3);
  metrics.show_dropped_lines(5);
  EXPECT_EQ(value("log_lines_dropped_total"), "5");
}

TEST_F(MetricsTest, TellsOfTheProcess) {
  EXPECT_THAT(metrics.text(), HasSubstr("\nprocess_start_time_seconds 1795392000"));
  EXPECT_THAT(metrics.text(), Not(HasSubstr("\nprocess_resident_memory_bytes 0\n")));
}

}  // namespace
}  // namespace relay::telemetry
