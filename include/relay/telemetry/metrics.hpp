// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "relay/ports/clock.hpp"
#include "relay/ports/events.hpp"
#include "relay/ports/spool.hpp"
#include "relay/routing/destination.hpp"

namespace relay::telemetry {

class MetricSeries;

// What the configuration names; each has its series from the start, at 0.
struct MetricSubjects {
  std::vector<std::string> sources;
  std::vector<std::string> robots;
  routing::Destinations suppressions{};  // each robot with each rule that may keep an alert from it
};

// Counts every event, and writes all series in Prometheus' text format (src/telemetry/README.md lists them). Label
// values are configured names and our own words: nothing that a stranger sends makes a series, and no token is in one.
// All on one thread.
class Metrics final : public ports::EventSink {
 public:
  // `clock` outlives it.
  Metrics(const ports::Clock& clock, const std::string& version);
  ~Metrics() override;
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // At the start and after each reload. What left the configuration keeps its counters; its state is forgotten.
  void expect(const MetricSubjects& subjects);

  void on(const ports::Event& event) override;
  // One transaction of the spool that changed something.
  void on_commit(std::chrono::nanoseconds took);

  // Values that are read when somebody asks.
  void show(const ports::SpoolStatus& status);
  void show_dropped_lines(std::uint64_t total);
  [[nodiscard]] std::string text();

 private:
  const ports::Clock& clock_;
  std::unique_ptr<MetricSeries> series_;
  std::vector<std::string> robots_;   // of the configuration
  std::vector<std::string> waiting_;  // with a backlog when it was last shown
};

}  // namespace relay::telemetry
