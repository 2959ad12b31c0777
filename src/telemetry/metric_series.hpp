// SPDX-License-Identifier: MIT
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <string>
#include <string_view>

#include "relay/delivery/robot_gate.hpp"
#include "relay/ports/spool.hpp"
#include "telemetry/labelled.hpp"

namespace relay::telemetry {

// The label of a request that named no configured source, or of which no alert was read.
inline constexpr std::string_view kNoLabel = "none";

// Every series there is. The names are a contract with dashboards and alert rules.
class MetricSeries {
 public:
  MetricSeries();

  // Makes what is to exist at 0 from the start.
  void expect_source(const std::string& source);
  void expect_robot(const std::string& robot);
  void expect_requests();
  void set_state(const std::string& robot, delivery::GateState now);
  void set_pressure(ports::Pressure now);
  // The robot's state is forgotten; what was counted stays.
  void forget_robot(const std::string& robot);

  prometheus::Registry registry;
  Labelled<prometheus::Counter> webhooks;
  prometheus::Histogram& accept;
  prometheus::Histogram& commit;
  Labelled<prometheus::Counter> suppressed;
  Labelled<prometheus::Counter> deliveries;
  Labelled<prometheus::Counter> redriven;
  Labelled<prometheus::Histogram> age;
  Labelled<prometheus::Counter> attempts;
  Labelled<prometheus::Counter> attempts_failed;
  Labelled<prometheus::Histogram> attempt_seconds;
  Labelled<prometheus::Counter> template_fallbacks;
  Labelled<prometheus::Counter> copies;
  Labelled<prometheus::Gauge> source_silent;
  Labelled<prometheus::Gauge> backlog;
  Labelled<prometheus::Gauge> oldest;
  Labelled<prometheus::Gauge> blocked;
  Labelled<prometheus::Gauge> paused;
  Labelled<prometheus::Gauge> state;
  prometheus::Gauge& spool_bytes;
  prometheus::Gauge& spool_max_bytes;
  prometheus::Gauge& spool_takes_alerts;
  Labelled<prometheus::Gauge> spool_pressure;
  prometheus::Gauge& reload_successful;
  prometheus::Gauge& reload_success_time;
  prometheus::Counter& lines_dropped;
  Labelled<prometheus::Gauge> build_info;
  prometheus::Gauge& start_time;
  prometheus::Counter& cpu;
  prometheus::Gauge& resident;
  prometheus::Gauge& open_fds;
  prometheus::Gauge& max_fds;
};

}  // namespace relay::telemetry
