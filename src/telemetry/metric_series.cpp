// SPDX-License-Identifier: MIT
#include "telemetry/metric_series.hpp"

#include <utility>
#include <vector>

namespace relay::telemetry {
namespace {

using prometheus::Counter;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Labels;
using prometheus::Registry;
using Buckets = Histogram::BucketBoundaries;
using Names = std::vector<std::string>;

constexpr const char* kPrefix = "sentry_dingtalk_relay_";

// Sentry hangs up after 1 s: the buckets are close below it.
const Buckets kAccept{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10};
const Buckets kCommit{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5};
// A robot takes 18 messages a minute; 90 s is promised while it accepts, 72 h is where alerts expire.
const Buckets kAge{0.5, 1, 2.5, 5, 10, 20, 30, 60, 90, 120, 300, 600, 1'800, 3'600, 21'600, 86'400};
const Buckets kAttempt{0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

Labelled<Counter> counters(Registry& registry, const std::string& name, const std::string& help, Names labels) {
  auto& family = prometheus::BuildCounter().Name(kPrefix + name).Help(help).Register(registry);
  return {family, std::move(labels), [](auto& of, const Labels& values) -> Counter& { return of.Add(values); }};
}

Labelled<Gauge> gauges(Registry& registry, const std::string& name, const std::string& help, Names labels) {
  auto& family = prometheus::BuildGauge().Name(kPrefix + name).Help(help).Register(registry);
  return {family, std::move(labels), [](auto& of, const Labels& values) -> Gauge& { return of.Add(values); }};
}

Labelled<Histogram> histograms(Registry& registry, const std::string& name, const std::string& help, Names labels,
                               const Buckets& buckets) {
  auto& family = prometheus::BuildHistogram().Name(kPrefix + name).Help(help).Register(registry);
  return {family, std::move(labels),
          [buckets](auto& of, const Labels& values) -> Histogram& { return of.Add(values, buckets); }};
}

Counter& counter(Registry& registry, const std::string& name, const std::string& help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({});
}

Gauge& gauge(Registry& registry, const std::string& name, const std::string& help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

Histogram& histogram(Registry& registry, const std::string& name, const std::string& help, const Buckets& buckets) {
  return prometheus::BuildHistogram().Name(kPrefix + name).Help(help).Register(registry).Add({}, buckets);
}

std::string ours(const char* name) { return std::string(kPrefix) + name; }

}  // namespace

MetricSeries::MetricSeries()
    : webhooks(counters(registry, "webhooks_total",
                        "Webhooks answered, by configured source, kind of alert, and outcome: stored, duplicate, "
                        "suppressed, preview, shed, or why it was refused.",
                        {"source", "kind", "outcome"})),
      accept(histogram(registry, "webhook_accept_seconds",
                       "From a complete request to its answer, for stored alerts. Sentry waits 1 s.", kAccept)),
      commit(histogram(registry, "spool_commit_seconds", "Transactions of the spool that changed something.", kCommit)),
      suppressed(counters(registry, "alerts_suppressed_total",
                          "Alerts stored but kept from a robot's group by a rule of the configuration.",
                          {"robot", "rule"})),
      deliveries(counters(
          registry, "deliveries_total",
          "Deliveries that ended, by outcome: shown, digested (in a digest), dead (refused content), unknown, expired, "
          "shed (counted, there was no room), discarded (by an operator).",
          {"robot", "outcome", "reason"})),
      redriven(counters(registry, "deliveries_redriven_total", "Ended deliveries that an operator made wait again.",
                        {"robot"})),
      age(histograms(registry, "delivery_age_seconds", "From the acceptance of an alert until DingTalk showed it.",
                     {"robot"}, kAge)),
      attempts(counters(registry, "attempts_total", "Requests to DingTalk.", {"robot"})),
      attempts_failed(counters(registry, "attempts_failed_total", "Requests to DingTalk after which nothing was shown.",
                               {"robot", "reason"})),
      attempt_seconds(
          histograms(registry, "attempt_seconds", "How long requests to DingTalk took.", {"robot"}, kAttempt)),
      template_fallbacks(counters(registry, "template_fallbacks_total",
                                  "Messages in the default layout because the robot's template failed.", {"robot"})),
      copies(counters(registry, "copies_total", "Copies for a fallback while the robot refused messages.", {"robot"})),
      source_silent(gauges(registry, "source_silent",
                           "1 while nothing has come from the source for longer than its silence_alarm.", {"source"})),
      backlog(gauges(registry, "backlog_deliveries", "Deliveries that wait.", {"robot"})),
      oldest(gauges(registry, "oldest_pending_age_seconds", "Age of the oldest delivery that waits; 0 when none does.",
                    {"robot"})),
      blocked(gauges(registry, "robot_blocked", "1 while DingTalk's rate limit keeps the robot silent.", {"robot"})),
      paused(gauges(registry, "robot_paused", "1 while an operator keeps the robot silent.", {"robot"})),
      state(gauges(registry, "robot_state", "1 for the state the robot is in.", {"robot", "state"})),
      spool_bytes(gauge(registry, ours("spool_bytes"), "Bytes of the spool that are in use.")),
      spool_max_bytes(gauge(registry, ours("spool_max_bytes"), "spool.max_bytes.")),
      spool_takes_alerts(gauge(registry, ours("spool_takes_alerts"),
                               "1 while a new alert has room; at 0 alerts are counted and not stored, or refused.")),
      spool_pressure(
          gauges(registry, "spool_pressure", "1 while new alerts find no room, for this reason.", {"reason"})),
      reload_successful(gauge(registry, ours("config_last_reload_successful"),
                              "1 when the last load of the configuration succeeded.")),
      reload_success_time(gauge(registry, ours("config_last_reload_success_timestamp_seconds"),
                                "When the configuration was last loaded with success.")),
      lines_dropped(counter(registry, ours("log_lines_dropped_total"),
                            "Log lines dropped because nobody read standard error in time.")),
      build_info(gauges(registry, "build_info", "1; the version is a label.", {"version"})),
      start_time(gauge(registry, "process_start_time_seconds", "When the process started, in Unix time.")),
      cpu(counter(registry, "process_cpu_seconds_total", "User and system CPU time.")),
      resident(gauge(registry, "process_resident_memory_bytes", "Resident memory.")),
      open_fds(gauge(registry, "process_open_fds", "Open file descriptors.")),
      max_fds(gauge(registry, "process_max_fds", "The most file descriptors that may be open.")) {}

}  // namespace relay::telemetry
