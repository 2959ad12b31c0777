// SPDX-License-Identifier: MIT
#include "relay/telemetry/health.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "relay/dingtalk/cure.hpp"

namespace relay::telemetry {
namespace {

using nlohmann::ordered_json;

// Long enough for a probe to see it; short enough to be tried again, since nobody sends to what is not ready.
constexpr Milliseconds kRefusalCounts{30'000};

std::string_view to_string(Phase phase) {
  switch (phase) {
    case Phase::starting:
      return "starting";
    case Phase::ready:
      return "ready";
    case Phase::stopping:
      return "stopping";
    case Phase::failed:
      return "spool_failed";
  }
  return "starting";
}

ports::HttpResponse reply(int status, const ordered_json& body) {
  ports::HttpResponse response;
  response.status = status;
  response.body = body.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
  return response;
}

std::int64_t whole_seconds(Milliseconds time) { return std::chrono::duration_cast<std::chrono::seconds>(time).count(); }

void add_backlog(ordered_json& entry, const std::string& robot, const std::optional<ports::SpoolStatus>& spool) {
  if (!spool.has_value()) {
    return;
  }
  const auto found = std::find_if(spool->waiting.begin(), spool->waiting.end(),
                                  [&](const ports::RobotBacklog& one) { return one.robot == robot; });
  const bool waits = found != spool->waiting.end();
  entry["pending"] = waits ? found->pending : 0;
  entry["oldest_pending_seconds"] = waits ? whole_seconds(found->oldest) : 0;
}

bool is_paused(const std::string& robot, const std::optional<ports::SpoolStatus>& spool) {
  return spool.has_value() && std::find(spool->paused.begin(), spool->paused.end(), robot) != spool->paused.end();
}

std::string_view cure_of_storage(dingtalk::Language language) {
  switch (language) {
    case dingtalk::Language::en:
      return "New alerts are counted and not stored, or refused with 503 when not even that can be written: make room "
             "on "
             "the disk of the spool, raise spool.max_bytes, or let the robots take what waits.";
    case dingtalk::Language::zh:
      return "新告警仅计数、不保存（连计数都写不下时以 503 拒绝）：请清理 spool 所在磁盘、调大 spool.max_bytes，"
             "或先让机器人恢复发送以消化积压。";
  }
  return {};
}

}  // namespace

Health::Health(const ports::Clock& clock, std::vector<std::string> robots, dingtalk::Language language)
    : clock_(clock), language_(language) {
  for (std::string& robot : robots) {
    robots_.try_emplace(std::move(robot));
  }
}

void Health::adopt(const std::vector<std::string>& robots, dingtalk::Language language) {
  std::map<std::string, RobotState> adopted;
  for (const std::string& robot : robots) {
    adopted[robot] = robots_[robot];
  }
  robots_ = std::move(adopted);
  language_ = language;
}

void Health::on(const ports::Event& event) {
  if (const auto* gate = std::get_if<ports::RobotGateChanged>(&event)) {
    // The last words of a robot that left the configuration bring it not back.
    if (const auto robot = robots_.find(gate->robot); robot != robots_.end()) {
      robot->second = RobotState{gate->state, gate->reason, gate->detail, clock_.boot_now() + gate->wait};
    }
  } else if (std::holds_alternative<ports::SpoolFailed>(event)) {
    phase_ = Phase::failed;
  } else if (const auto* answered = std::get_if<ports::RequestAnswered>(&event)) {
    if (answered->status == 200) {
      refused_.reset();
    } else if (answered->code == "storage_unavailable") {
      refused_ = clock_.boot_now();
    }
  }
}

ports::HttpResponse Health::alive() const { return reply(200, {{"status", "ok"}}); }

bool Health::refuses() const { return refused_.has_value() && clock_.boot_now() - *refused_ < kRefusalCounts; }

std::string Health::fault(const std::optional<ports::SpoolStatus>& spool) const {
  if (refuses()) {
    return "spool_refuses";
  }
  if (spool.has_value() && spool->pressure == ports::Pressure::disk_full) {
    return "disk_full";
  }
  if (spool.has_value() && !spool->takes_alerts) {
    return "spool_full";
  }
  return {};
}

ports::HttpResponse Health::readiness(const std::optional<ports::SpoolStatus>& spool) const {
  ordered_json robots = ordered_json::array();
  for (const auto& [name, robot] : robots_) {
    ordered_json entry{{"name", name}, {"state", delivery::to_string(robot.state)}};
    if (robot.state != delivery::GateState::open) {
      entry["reason"] = delivery::to_string(robot.reason);
      if (!robot.detail.empty()) {  // of a block that began before the start the spool knows the reason only
        entry["detail"] = robot.detail;
      }
      entry["cure"] = dingtalk::cure(robot.reason, language_);
      entry["next_try_in_seconds"] = std::max<std::int64_t>(whole_seconds(robot.next_try - clock_.boot_now()), 0);
    }
    add_backlog(entry, name, spool);
    if (is_paused(name, spool)) {
      entry["paused"] = true;
      entry["resume_with"] = "sentry-dingtalk-relay resume " + name;
    }
    robots.push_back(std::move(entry));
  }
  const std::string trouble = fault(spool);
  const bool ready = phase_ == Phase::ready && !refuses();
  ordered_json body{{"ready", ready}, {"phase", to_string(phase_)}};
  if (!trouble.empty()) {
    body["fault"] = trouble;
    body["cure"] = cure_of_storage(language_);
  }
  if (spool.has_value()) {
    body["spool"] = {{"bytes", spool->bytes}, {"max_bytes", spool->max_bytes}};
  }
  body["robots"] = std::move(robots);
  if (robots_.empty()) {
    body["preview"] = "no robot is configured: alerts are stored and shown in the log only";
  }
  return reply(ready ? 200 : 503, body);
}

}  // namespace relay::telemetry
