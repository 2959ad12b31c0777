// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "relay/ports/events.hpp"

namespace relay::test {

// Keeps every event, so that tests assert on events and never on log text.
class RecordingEvents final : public ports::EventSink {
 public:
  void on(const ports::Event& event) override { all.push_back(event); }

  template <class T>
  [[nodiscard]] std::vector<T> of() const {
    std::vector<T> found;
    for (const ports::Event& event : all) {
      if (const auto* one = std::get_if<T>(&event)) {
        found.push_back(*one);
      }
    }
    return found;
  }

  std::vector<ports::Event> all;
};

}  // namespace relay::test
