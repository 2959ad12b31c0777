// SPDX-License-Identifier: MIT
#include "relay/telemetry/health.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "relay/dingtalk/cure.hpp"

namespace relay::telemetry {
namespace {

using nlohmann::ordered_json;

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
  }
}

ports::Admission Health::admit(const ports::HttpHead& head) {
  const bool alive = head.path == "/healthz" || head.path == "/-/healthy";
  const bool ready = head.path == "/readyz" || head.path == "/-/ready";
  if (!alive && !ready) {
    return reply(404, {{"error", "not_found"}, {"detail", "try /healthz or /readyz"}});
  }
  if (head.method != "GET" && head.method != "HEAD") {
    return reply(405, {{"error", "method_not_allowed"}, {"detail", "GET or HEAD"}});
  }
  return alive ? reply(200, {{"status", "ok"}}) : readiness();
}

boost::asio::awaitable<ports::HttpResponse> Health::handle(ports::HttpRequest /*request*/) {
  co_return reply(405, {{"error", "method_not_allowed"}, {"detail", "GET or HEAD"}});
}

ports::HttpResponse Health::readiness() const {
  ordered_json robots = ordered_json::array();
  for (const auto& [name, robot] : robots_) {
    ordered_json entry{{"name", name}, {"state", delivery::to_string(robot.state)}};
    if (robot.state != delivery::GateState::open) {
      const auto wait = std::chrono::duration_cast<std::chrono::seconds>(robot.next_try - clock_.boot_now());
      entry["reason"] = delivery::to_string(robot.reason);
      entry["detail"] = robot.detail;
      entry["cure"] = dingtalk::cure(robot.reason, language_);
      entry["next_try_in_seconds"] = std::max<std::int64_t>(wait.count(), 0);
    }
    robots.push_back(std::move(entry));
  }
  const bool ready = phase_ == Phase::ready;
  ordered_json body{{"ready", ready}, {"phase", to_string(phase_)}, {"robots", std::move(robots)}};
  if (robots_.empty()) {
    body["preview"] = "no robot is configured: alerts are stored and shown in the log only";
  }
  return reply(ready ? 200 : 503, body);
}

}  // namespace relay::telemetry
