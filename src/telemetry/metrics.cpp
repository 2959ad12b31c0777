// SPDX-License-Identifier: MIT
#include "relay/telemetry/metrics.hpp"

#include <algorithm>
#include <prometheus/text_serializer.h>

#include "telemetry/metric_series.hpp"
#include "telemetry/process_status.hpp"

namespace relay::telemetry {
namespace {

using delivery::Reason;
using delivery::State;

double seconds(Milliseconds time) { return std::chrono::duration<double>(time).count(); }

double unix_seconds(WallTime time) { return seconds(time.time_since_epoch()); }

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// One overload an event; a new event without one does not compile.
class Count {
 public:
  Count(MetricSeries& series, WallTime now) : series_(series), now_(now) {}

  void operator()(const ports::RequestAnswered& event) const {
    if (event.route == ports::kAdminRoute) {
      return;  // no webhook
    }
    const std::string_view source = event.source.empty() ? kNoLabel : std::string_view(event.source);
    const std::string_view kind = event.kind.has_value() ? to_string(*event.kind) : kNoLabel;
    series_.webhooks.at({source, kind, event.code}).Increment();
    if (event.status == 200) {
      series_.accept.Observe(seconds(event.took));
    }
  }

  // RequestAnswered counts the alert itself.
  void operator()(const ports::AlertAccepted& event) const {
    if (event.duplicate) {
      return;
    }
    for (const routing::Destination& destination : event.destinations) {
      if (!destination.is_delivered()) {
        series_.suppressed.at({destination.robot, destination.suppressed_by}).Increment();
      }
    }
  }

  void operator()(const ports::AlertShed& event) const {
    for (const std::string& robot : delivered_to(event.destinations)) {
      series_.deliveries.at({robot, to_string(State::shed), to_string(Reason::none)}).Increment();
    }
  }

  void operator()(const ports::TemplateFellBack& event) const {
    series_.template_fallbacks.at({event.robot}).Increment();
  }

  void operator()(const ports::PreviewRendered&) const {}  // likewise counted

  void operator()(const ports::AttemptEnded& event) const { count_attempt(event, event.state, 1); }

  // Its alerts end with it; the age is that of the oldest.
  void operator()(const ports::DigestEnded& event) const {
    const bool shown = event.state == State::shown;
    count_attempt(event, shown ? State::digested : event.state, event.alerts);
  }

  void operator()(const ports::RobotGateChanged& event) const { series_.set_state(event.robot, event.state); }

  void operator()(const ports::ClockSkewed&) const {}  // the attempt that told of it is counted

  void operator()(const ports::DeliveriesExpired& event) const {
    series_.deliveries.at({event.robot, to_string(State::expired), to_string(Reason::none)})
        .Increment(static_cast<double>(event.count));
  }

  void operator()(const ports::AlertsCopied& event) const {
    series_.copies.at({event.robot}).Increment(static_cast<double>(event.copies));
  }

  void operator()(const ports::LossesTold&) const {}  // what was lost is counted

  void operator()(const ports::SourceSilence& event) const {
    series_.source_silent.at({event.source}).Set(event.silent ? 1 : 0);
  }
  void operator()(const ports::SpoolPressureChanged& event) const { series_.set_pressure(event.pressure); }

  void operator()(const ports::OperatorActed& event) const {
    if (event.action == ports::OperatorAction::discard) {
      series_.deliveries.at({event.robot, to_string(State::discarded), to_string(Reason::none)})
          .Increment(static_cast<double>(event.deliveries));
    } else if (event.action == ports::OperatorAction::redrive) {
      series_.redriven.at({event.robot}).Increment(static_cast<double>(event.deliveries));
    }
  }

  void operator()(const ports::SpoolFailed&) const { series_.spool_takes_alerts.Set(0); }

  void operator()(const ports::ConfigReloaded& event) const {
    series_.reload_successful.Set(event.done ? 1 : 0);
    if (event.done) {
      series_.reload_success_time.Set(unix_seconds(now_));
    }
  }

 private:
  template <class Ended>
  void count_attempt(const Ended& event, State state, std::int64_t deliveries) const {
    series_.attempts.at({event.robot}).Increment();
    series_.attempt_seconds.at({event.robot}).Observe(seconds(event.took));
    const std::string_view reason = to_string(event.reason);
    if (event.verdict == delivery::VerdictKind::shown) {
      series_.age.at({event.robot}).Observe(seconds(std::max(event.age, Milliseconds{0})));
    } else {
      series_.attempts_failed.at({event.robot, reason}).Increment();
    }
    if (state != State::pending) {
      series_.deliveries.at({event.robot, to_string(state), reason}).Increment(static_cast<double>(deliveries));
    }
  }

  MetricSeries& series_;
  WallTime now_;
};

}  // namespace

Metrics::Metrics(const ports::Clock& clock, const std::string& version)
    : clock_(clock), series_(std::make_unique<MetricSeries>()) {
  const double now = unix_seconds(clock.wall_now());
  series_->build_info.at({version}).Set(1);
  series_->start_time.Set(now);
  series_->reload_successful.Set(1);
  series_->reload_success_time.Set(now);
  series_->spool_takes_alerts.Set(1);
  series_->set_pressure(ports::Pressure::none);
  series_->expect_requests();
}

Metrics::~Metrics() = default;

void Metrics::expect(const MetricSubjects& subjects) {
  for (const std::string& source : subjects.sources) {
    series_->expect_source(source);
  }
  for (const std::string& robot : robots_) {
    if (!contains(subjects.robots, robot)) {
      series_->forget_robot(robot);
    }
  }
  for (const std::string& robot : subjects.robots) {
    series_->expect_robot(robot);
    if (!contains(robots_, robot)) {
      series_->set_state(robot, delivery::GateState::open);
    }
  }
  for (const routing::Destination& one : subjects.suppressions) {
    series_->suppressed.at({one.robot, one.suppressed_by});
  }
  robots_ = subjects.robots;
}

void Metrics::on(const ports::Event& event) { std::visit(Count(*series_, clock_.wall_now()), event); }

void Metrics::on_commit(std::chrono::nanoseconds took) {
  series_->commit.Observe(std::chrono::duration<double>(took).count());
}

void Metrics::show(const ports::SpoolStatus& status) {
  for (const std::string& robot : waiting_) {
    series_->backlog.at({robot}).Set(0);
    series_->oldest.at({robot}).Set(0);
  }
  waiting_.clear();
  for (const ports::RobotBacklog& one : status.waiting) {
    series_->backlog.at({one.robot}).Set(static_cast<double>(one.pending));
    series_->oldest.at({one.robot}).Set(seconds(one.oldest));
    waiting_.push_back(one.robot);
  }
  for (const std::string& robot : robots_) {
    series_->paused.at({robot}).Set(contains(status.paused, robot) ? 1 : 0);
  }
  series_->spool_bytes.Set(static_cast<double>(status.bytes));
  series_->spool_max_bytes.Set(static_cast<double>(status.max_bytes));
  series_->spool_takes_alerts.Set(status.takes_alerts ? 1 : 0);
}

void Metrics::show_dropped_lines(std::uint64_t total) {
  series_->lines_dropped.Increment(static_cast<double>(total) - series_->lines_dropped.Value());
}

std::string Metrics::text() {
  const ProcessStatus process = process_status();
  series_->cpu.Increment(process.cpu_seconds - series_->cpu.Value());
  series_->resident.Set(static_cast<double>(process.resident_bytes));
  series_->open_fds.Set(static_cast<double>(process.open_fds));
  series_->max_fds.Set(static_cast<double>(process.max_fds));
  return prometheus::TextSerializer().Serialize(series_->registry.Collect());
}

}  // namespace relay::telemetry
