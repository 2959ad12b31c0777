// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "relay/dingtalk/robot.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/events.hpp"
#include "relay/ports/http.hpp"

namespace relay::telemetry {

enum class Phase { starting, ready, stopping, failed };

// GET or HEAD /healthz, /readyz and their aliases /-/healthy, /-/ready. Ready means that this process can store an
// alert; it says nothing about DingTalk, or an outage there would make an orchestrator kill what saves the alerts.
// The body of /readyz lists every robot with its state and what to do about it.
class Health final : public ports::HttpHandler, public ports::EventSink {
 public:
  // `clock` outlives it.
  Health(const ports::Clock& clock, std::vector<std::string> robots, dingtalk::Language language);

  void enter(Phase phase) { phase_ = phase; }
  // A new configuration: these robots and no others. Those that stay keep their state until it changes.
  void adopt(const std::vector<std::string>& robots, dingtalk::Language language);

  void on(const ports::Event& event) override;
  [[nodiscard]] ports::Admission admit(const ports::HttpHead& head) override;
  boost::asio::awaitable<ports::HttpResponse> handle(ports::HttpRequest request) override;

 private:
  struct RobotState {
    delivery::GateState state{delivery::GateState::open};
    delivery::Reason reason{delivery::Reason::none};
    std::string detail;
    BootTime next_try{};
  };

  [[nodiscard]] ports::HttpResponse readiness() const;

  const ports::Clock& clock_;
  dingtalk::Language language_;
  Phase phase_{Phase::starting};
  std::map<std::string, RobotState> robots_;
};

}  // namespace relay::telemetry
