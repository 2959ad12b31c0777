// SPDX-License-Identifier: MIT
#include <array>
#include <string_view>

#include "relay/alert/alert.hpp"
#include "relay/delivery/robot_gate.hpp"
#include "telemetry/metric_series.hpp"

namespace relay::telemetry {
namespace {

using delivery::GateState;
using delivery::Reason;

constexpr std::array kAccepted{"stored", "duplicate", "suppressed", "preview", "shed"};
// Refusals of a request that named a source.
constexpr std::array kRefused{"method_not_allowed", "not_found",         "url_token_mismatch",
                              "url_token_required", "signature_missing", "signature_mismatch",
                              "payload_too_large",  "not_json",          "storage_unavailable"};
// Refusals before a source was known.
constexpr std::array kRefusedEarly{"not_found",
                                   "bad_request",
                                   "request_timeout",
                                   "length_required",
                                   "payload_too_large",
                                   "expectation_failed",
                                   "uri_too_long",
                                   "headers_too_large",
                                   "internal_error",
                                   "overloaded",
                                   "http_version_not_supported"};
constexpr std::array kGateStates{GateState::open, GateState::backing_off, GateState::unreachable, GateState::refusing,
                                 GateState::blocked};
constexpr std::array kDead{Reason::too_long, Reason::unsafe_link, Reason::moderated, Reason::malformed_message,
                           Reason::unexpected_answer};
constexpr std::array kUnknown{Reason::unanswered, Reason::server_error};

}  // namespace

void MetricSeries::expect_source(const std::string& source) {
  for (const alert::Kind kind : alert::source_kinds()) {
    for (const char* outcome : kAccepted) {
      webhooks.at({source, to_string(kind), outcome});
    }
  }
  for (const char* outcome : kRefused) {
    webhooks.at({source, kNoLabel, outcome});
  }
  source_silent.at({source});
}

void MetricSeries::expect_requests() {
  for (const char* outcome : kRefusedEarly) {
    webhooks.at({kNoLabel, kNoLabel, outcome});
  }
}

void MetricSeries::expect_robot(const std::string& robot) {
  deliveries.at({robot, "shown", to_string(Reason::none)});
  deliveries.at({robot, "digested", to_string(Reason::none)});
  deliveries.at({robot, "expired", to_string(Reason::none)});
  deliveries.at({robot, "shed", to_string(Reason::none)});
  deliveries.at({robot, "discarded", to_string(Reason::none)});
  redriven.at({robot});
  copies.at({robot});
  for (const Reason reason : kDead) {
    deliveries.at({robot, "dead", to_string(reason)});
  }
  for (const Reason reason : kUnknown) {
    deliveries.at({robot, "unknown", to_string(reason)});
  }
  for (int reason = static_cast<int>(Reason::none) + 1; reason <= static_cast<int>(Reason::clock_skew); ++reason) {
    attempts_failed.at({robot, to_string(static_cast<Reason>(reason))});
  }
  attempts.at({robot});
  age.at({robot});
  attempt_seconds.at({robot});
  template_fallbacks.at({robot});
  backlog.at({robot});
  oldest.at({robot});
  blocked.at({robot});
  paused.at({robot});
  for (const GateState each : kGateStates) {
    state.at({robot, to_string(each)});
  }
}

void MetricSeries::set_state(const std::string& robot, GateState now) {
  for (const GateState each : kGateStates) {
    state.at({robot, to_string(each)}).Set(each == now ? 1 : 0);
  }
  blocked.at({robot}).Set(now == GateState::blocked ? 1 : 0);
}

void MetricSeries::set_pressure(ports::Pressure now) {
  for (const ports::Pressure each : {ports::Pressure::spool_full, ports::Pressure::disk_full}) {
    spool_pressure.at({to_string(each)}).Set(each == now ? 1 : 0);
  }
}

void MetricSeries::forget_robot(const std::string& robot) {
  blocked.forget(robot);
  paused.forget(robot);
  state.forget(robot);
}

}  // namespace relay::telemetry
