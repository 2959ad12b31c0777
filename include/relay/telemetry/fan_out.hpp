// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <vector>

#include "relay/ports/events.hpp"

namespace relay::telemetry {

// One event to several sinks, in order. The sinks outlive it.
class FanOut final : public ports::EventSink {
 public:
  FanOut(std::initializer_list<ports::EventSink*> sinks) : sinks_(sinks) {}
  void on(const ports::Event& event) override {
    for (ports::EventSink* sink : sinks_) {
      sink->on(event);
    }
  }

 private:
  std::vector<ports::EventSink*> sinks_;
};

}  // namespace relay::telemetry
