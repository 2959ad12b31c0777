// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "relay/dingtalk/robot.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/events.hpp"
#include "relay/ports/http.hpp"
#include "relay/ports/spool.hpp"

namespace relay::telemetry {

enum class Phase { starting, ready, stopping, failed };

// Ready means that this process can store an alert; it says nothing about DingTalk, or an outage there would make an
// orchestrator kill what saves the alerts. A full spool stays ready: it counts what it cannot store, and delivery makes
// room. The body lists every robot with its state, what waits for it, and what to do about it.
class Health final : public ports::EventSink {
 public:
  // `clock` outlives it.
  Health(const ports::Clock& clock, std::vector<std::string> robots, dingtalk::Language language);

  void enter(Phase phase) { phase_ = phase; }
  // A new configuration: these robots and no others. Those that stay keep their state until it changes.
  void adopt(const std::vector<std::string>& robots, dingtalk::Language language);

  void on(const ports::Event& event) override;
  [[nodiscard]] ports::HttpResponse alive() const;
  // `spool`: empty when it cannot tell.
  [[nodiscard]] ports::HttpResponse readiness(const std::optional<ports::SpoolStatus>& spool) const;

 private:
  struct RobotState {
    delivery::GateState state{delivery::GateState::open};
    delivery::Reason reason{delivery::Reason::none};
    std::string detail;
    BootTime next_try{};
  };

  // The spool could not even count an alert a moment ago.
  [[nodiscard]] bool refuses() const;
  // What keeps alerts from being stored; empty when nothing does.
  [[nodiscard]] std::string fault(const std::optional<ports::SpoolStatus>& spool) const;

  const ports::Clock& clock_;
  dingtalk::Language language_;
  Phase phase_{Phase::starting};
  std::map<std::string, RobotState> robots_;
  // When the spool last refused an alert; empty once it took one.
  std::optional<BootTime> refused_;
};

}  // namespace relay::telemetry
