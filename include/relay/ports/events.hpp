// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "relay/alert/alert.hpp"
#include "relay/base/time.hpp"
#include "relay/delivery/delivery.hpp"
#include "relay/delivery/robot_gate.hpp"
#include "relay/delivery/verdict.hpp"
#include "relay/dingtalk/template_fault.hpp"
#include "relay/ports/spool.hpp"
#include "relay/routing/destination.hpp"

// Everything the pipeline says. No secret, no token, no text of an alert: ids and names only (PreviewRendered excepted,
// whose purpose is the text).
namespace relay::ports {

// The `route` of requests to the admin listener, which are no webhooks.
inline constexpr const char* kAdminRoute = "admin";

// One webhook was answered. `route` is the pattern, never the path that came.
struct RequestAnswered {
  std::string route;
  std::string source;  // empty when no configured source was addressed
  std::string peer;
  int status;
  std::string code;  // "stored", "duplicate", "suppressed", or the error code
  std::string hint;  // a wrong signature: what is off; else empty
  std::optional<std::int64_t> alert_id;
  std::uint64_t bytes;
  Milliseconds took;
  std::optional<alert::Kind> kind{};  // of the alert; empty when none was read
};

struct AlertAccepted {
  std::int64_t alert_id;
  std::string source;
  alert::Kind kind;
  std::string resource;
  std::string action;
  alert::Level level;
  // Every robot that it is for; those with a rule do not get it. Of a duplicate no delivery is made: each of them
  // counts as a duplicate.
  routing::Destinations destinations;
  bool duplicate;
  bool understood;  // false: shown in a generic form, because its shape is not known here
};

// It was accepted, but counted only: the spool has no room. Each robot that it is for is told of the count.
struct AlertShed {
  std::string source;
  alert::Kind kind;
  alert::Level level;
  routing::Destinations destinations;
};

struct PreviewRendered {  // no robot is configured: the message goes nowhere but here
  std::int64_t alert_id;
  std::string title;
  std::string text;
};

struct AttemptEnded {
  std::int64_t alert_id;
  std::int64_t delivery_id;
  std::string robot;
  delivery::VerdictKind verdict;
  delivery::Reason reason;
  std::string detail;
  delivery::State state;  // of the delivery, after it
  std::uint32_t attempt;  // counts from 1
  std::optional<Milliseconds> retry_in;
  Milliseconds took;
  Milliseconds age;  // since the alert was accepted
};

// A robot's template could not be used for one alert: it goes out in the default layout. Once a delivery.
struct TemplateFellBack {
  std::int64_t alert_id;
  std::int64_t delivery_id;
  std::string robot;
  dingtalk::TemplateFault fault;
};

struct DigestEnded {  // one attempt at it, as AttemptEnded
  std::int64_t digest_id;
  std::string robot;
  std::int64_t alerts;  // in it
  delivery::VerdictKind verdict;
  delivery::Reason reason;
  std::string detail;
  delivery::State state;  // of the digest, after it; its alerts follow: shown -> digested
  std::uint32_t attempt;
  std::optional<Milliseconds> retry_in;
  Milliseconds took;
  Milliseconds age;  // of its oldest alert
};

struct RobotGateChanged {
  std::string robot;
  delivery::GateState state;
  delivery::Reason reason;
  std::string detail;
  Milliseconds wait;  // until the next try
};

struct ClockSkewed {
  std::string robot;
  Milliseconds offset;  // DingTalk's time minus ours
};

struct DeliveriesExpired {
  std::string robot;
  std::int64_t count;
  std::chrono::seconds max_age;
};

// The robot refuses messages, so its fallback got copies of what waits.
struct AlertsCopied {
  std::string robot;
  std::string fallback;
  std::int64_t copies;
};

// The notice that alerts did not arrive waits for their robot.
struct LossesTold {
  std::string robot;
  std::int64_t alerts;
};

// A source fell silent, or came back. Said once each; after a restart of the relay a silent one is said again.
struct SourceSilence {
  std::string source;
  bool silent;
  std::chrono::seconds alarm;
};

struct SpoolPressureChanged {
  Pressure pressure;  // none: new alerts have room again
};

enum class OperatorAction { pause, resume, redrive, discard };

// A person did something about one robot, through the admin socket.
struct OperatorActed {
  OperatorAction action;
  std::string robot;
  std::int64_t deliveries;  // that it changed; 0 for pause and resume
};

struct SpoolFailed {
  std::string detail;  // the relay stops: nothing it would acknowledge could be trusted
};

struct ConfigReloaded {  // or not: then the configuration that ran before stays, whole
  bool done;
  std::string detail;               // every problem, or what the new one has
  std::vector<std::string> robots;  // now configured
};

using Event = std::variant<RequestAnswered, AlertAccepted, AlertShed, PreviewRendered, AttemptEnded, DigestEnded,
                           TemplateFellBack, RobotGateChanged, ClockSkewed, DeliveriesExpired, AlertsCopied, LossesTold,
                           SourceSilence, OperatorActed, SpoolPressureChanged, SpoolFailed, ConfigReloaded>;

// Telemetry turns each event into exactly one log line and its counters. Called on the I/O thread; never blocks.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void on(const Event& event) = 0;
};

}  // namespace relay::ports
