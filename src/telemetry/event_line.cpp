// SPDX-License-Identifier: MIT
#include "relay/telemetry/event_line.hpp"

#include <string_view>

#include "relay/dingtalk/cure.hpp"

namespace relay::telemetry {
namespace {

// One overload an event; a new event without one does not compile.
class Describe {
 public:
  explicit Describe(dingtalk::Language language) : language_(language) {}

  LogLine operator()(const ports::RequestAnswered& event) const {
    LogLine line(level_of_status(event.status), "request");
    line.field("status", event.status).field("code", event.code).field("route", event.route);
    line.optional("source", event.source).field("peer", event.peer);
    if (event.alert_id.has_value()) {
      line.field("alert", *event.alert_id);
    }
    line.optional("hint", event.hint).field("bytes", event.bytes).field("took", event.took);
    return line;
  }

  LogLine operator()(const ports::AlertAccepted& event) const {
    const std::size_t robots = event.duplicate ? 0 : delivered_to(event.destinations).size();
    LogLine line(LogLevel::info, event.duplicate ? "duplicate" : robots == 0 ? "suppressed" : "accepted");
    line.field("alert", event.alert_id).field("source", event.source).field("kind", to_string(event.kind));
    line.optional("resource", event.resource).optional("action", event.action);
    line.field("alert_level", to_string(event.level)).field("robots", robots);
    line.optional("rule", event.duplicate ? std::string{} : listed(rules_of(event.destinations)));
    if (!event.understood) {
      line.at(LogLevel::warning).field("understood", "no: shown in a generic form; please report this payload's shape");
    }
    return line;
  }

  LogLine operator()(const ports::AlertShed& event) const {
    LogLine line(LogLevel::error, "shed");
    line.field("source", event.source).field("kind", to_string(event.kind));
    line.field("alert_level", to_string(event.level)).field("robots", delivered_to(event.destinations).size());
    return line.field("consequence", "counted, not stored: there is no room; the groups are told how many");
  }

  LogLine operator()(const ports::PreviewRendered& event) const {
    LogLine line(LogLevel::warning, "preview");
    line.field("alert", event.alert_id).field("delivered", "no: no robot is configured");
    line.field("title", event.title).field("text", event.text);
    return line;
  }

  LogLine operator()(const ports::AttemptEnded& event) const {
    LogLine line(level_of_attempt(event.state), name_of(event.state));
    line.field("alert", event.alert_id).field("delivery", event.delivery_id);
    add_attempt(line, event);
    return line;
  }

  LogLine operator()(const ports::DigestEnded& event) const {
    LogLine line(level_of_attempt(event.state), "digest");
    line.field("digest", event.digest_id).field("alerts", event.alerts);
    add_attempt(line, event);
    return line;
  }

  LogLine operator()(const ports::TemplateFellBack& event) const {
    LogLine line(LogLevel::warning, "template_fell_back");
    line.field("alert", event.alert_id).field("delivery", event.delivery_id).field("robot", event.robot);
    line.field("reason", to_string(event.fault)).field("consequence", "the message has the default layout");
    line.field("cure", cure_of(event.fault));
    return line;
  }

  LogLine operator()(const ports::RobotGateChanged& event) const {
    LogLine line(level_of_gate(event.state), "robot");
    line.field("robot", event.robot).field("state", to_string(event.state));
    if (event.state == delivery::GateState::open) {
      return line;
    }
    line.field("reason", to_string(event.reason)).optional("detail", event.detail).field("next_try", event.wait);
    line.optional("cure", dingtalk::cure(event.reason, language_));
    return line;
  }

  LogLine operator()(const ports::ClockSkewed& event) const {
    LogLine line(LogLevel::error, "clock_skew");
    line.field("robot", event.robot).field("offset", event.offset);
    line.field("cure", dingtalk::cure(delivery::Reason::clock_skew, language_));
    return line;
  }

  LogLine operator()(const ports::DeliveriesExpired& event) const {
    LogLine line(LogLevel::error, "expired");
    line.field("robot", event.robot).field("count", event.count).field("max_age_s", event.max_age.count());
    return line;
  }

  LogLine operator()(const ports::AlertsCopied& event) const {
    LogLine line(LogLevel::warning, "copied");
    line.field("robot", event.robot).field("fallback", event.fallback).field("alerts", event.copies);
    return line;
  }

  LogLine operator()(const ports::LossesTold& event) const {
    LogLine line(LogLevel::warning, "losses_told");
    return line.field("robot", event.robot).field("alerts", event.alerts);
  }

  LogLine operator()(const ports::SourceSilence& event) const {
    LogLine line(event.silent ? LogLevel::warning : LogLevel::info, event.silent ? "source_silent" : "source_heard");
    line.field("source", event.source).field("alarm_s", event.alarm.count());
    if (event.silent) {
      line.field("cure", "check in Sentry that the integration is enabled and that alert rules name it");
    }
    return line;
  }

  LogLine operator()(const ports::OperatorActed& event) const {
    LogLine line(LogLevel::warning, "operator");
    line.field("action", name_of(event.action)).field("robot", event.robot).field("who", "operator");
    if (event.deliveries > 0) {
      line.field("deliveries", event.deliveries);
    }
    return line;
  }

  LogLine operator()(const ports::ConfigReloaded& event) const {
    LogLine line(event.done ? LogLevel::info : LogLevel::error, "reload");
    line.field("result", event.done ? "done" : "refused").field("detail", event.detail);
    if (!event.done) {
      line.field("consequence", "the configuration that ran before stays, whole");
    }
    return line;
  }

  LogLine operator()(const ports::SpoolPressureChanged& event) const {
    const bool over = event.pressure == ports::Pressure::none;
    LogLine line(over ? LogLevel::info : LogLevel::error, "spool_pressure");
    line.field("state", to_string(event.pressure));
    if (over) {
      return line.field("consequence", "new alerts are stored again");
    }
    line.field("consequence", "new alerts find no room; what waits is delivered");
    const bool disk = event.pressure == ports::Pressure::disk_full;
    return line.field("cure", disk ? "make room on the disk of the spool" : "raise spool.max_bytes");
  }

  LogLine operator()(const ports::SpoolFailed& event) const {
    LogLine line(LogLevel::error, "spool_failed");
    line.field("detail", event.detail).field("consequence", "the relay stops: it cannot promise anything any more");
    return line;
  }

 private:
  static std::string listed(const std::vector<std::string>& rules) {
    std::string out;
    for (const std::string& rule : rules) {
      out += (out.empty() ? "" : ",") + rule;
    }
    return out;
  }

  static std::string_view cure_of(dingtalk::TemplateFault fault) {
    switch (fault) {
      case dingtalk::TemplateFault::too_long:
        return "make the robot's template shorter";
      case dingtalk::TemplateFault::empty:
        return "give the robot's template words of its own beside the variables";
    }
    return {};
  }

  static LogLevel level_of_status(int status) {
    constexpr int kVersionNotSupported = 505;  // the caller's mistake, whatever its first digit says
    if (status >= 500 && status != kVersionNotSupported) {
      return LogLevel::error;
    }
    return status >= 400 && status != 404 && status != 405 ? LogLevel::warning : LogLevel::info;
  }

  static LogLevel level_of_gate(delivery::GateState state) {
    if (state == delivery::GateState::open) {
      return LogLevel::info;
    }
    return state == delivery::GateState::refusing ? LogLevel::error : LogLevel::warning;
  }

  // What an attempt at an alert and one at a digest have in common.
  template <class Ended>
  void add_attempt(LogLine& line, const Ended& event) const {
    line.field("robot", event.robot).field("state", to_string(event.state)).field("attempt", event.attempt);
    line.field("took", event.took).field("age", event.age);
    if (event.verdict != delivery::VerdictKind::shown) {
      line.field("verdict", to_string(event.verdict)).field("reason", to_string(event.reason));
      line.optional("detail", event.detail).optional("cure", dingtalk::cure(event.reason, language_));
    }
    if (event.retry_in.has_value()) {
      line.field("retry_in", *event.retry_in);
    }
  }

  static std::string_view name_of(ports::OperatorAction action) {
    switch (action) {
      case ports::OperatorAction::pause:
        return "pause";
      case ports::OperatorAction::resume:
        return "resume";
      case ports::OperatorAction::redrive:
        return "redrive";
      case ports::OperatorAction::discard:
        return "discard";
    }
    return "pause";
  }

  static std::string_view name_of(delivery::State state) {
    switch (state) {
      case delivery::State::shown:
        return "delivered";
      case delivery::State::pending:
        return "retry";
      case delivery::State::dead:
        return "dead_letter";
      case delivery::State::unknown:
        return "outcome_unknown";
      case delivery::State::digested:
      case delivery::State::suppressed:
      case delivery::State::duplicate:
      case delivery::State::expired:
      case delivery::State::discarded:
      case delivery::State::shed:
        return "ended";
    }
    return "ended";
  }

  static LogLevel level_of_attempt(delivery::State state) {
    if (state == delivery::State::shown) {
      return LogLevel::info;
    }
    return state == delivery::State::pending ? LogLevel::warning : LogLevel::error;
  }

  dingtalk::Language language_;
};

}  // namespace

LogLine line_of(const ports::Event& event, dingtalk::Language language) {
  return std::visit(Describe(language), event);
}

}  // namespace relay::telemetry
