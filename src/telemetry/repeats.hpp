// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relay/base/time.hpp"
#include "relay/ports/events.hpp"
#include "relay/telemetry/log_line.hpp"

namespace relay::telemetry {

// What a line of trouble has in common with its repetitions: refused requests by code, source and route; retries and
// the states of a robot by reason. Empty for every line that must stand alone: requests that were answered well, and
// each step of an alert to its end. Bounded: nothing a stranger sends is part of it.
[[nodiscard]] std::optional<std::string> repeat_key(const ports::Event& event);

// The prefix of the keys whose trouble this event ends: a robot that takes messages again.
[[nodiscard]] std::optional<std::string> trouble_ended(const ports::Event& event);

// A flood of the same trouble costs one line a window: the first is written at once, the others are counted, and the
// last of them is written with repeated=… when the window ends. Nothing is lost but the words of those between.
class Repeats {
 public:
  explicit Repeats(Milliseconds window) : window_(window) {}

  // True: write this line now. False: it was kept for the summary.
  [[nodiscard]] bool is_first(std::string key, const LogLine& line, BootTime now);

  // The summaries of the windows that are over.
  [[nodiscard]] std::vector<LogLine> due(BootTime now);
  // The trouble whose keys begin so is over: its summaries, and its next line will be a first one. "" is everything.
  [[nodiscard]] std::vector<LogLine> settle(std::string_view prefix, BootTime now);

 private:
  struct Series {
    BootTime since;
    std::int64_t count{0};
    std::optional<LogLine> last{};
  };

  [[nodiscard]] static LogLine summary(Series& series, BootTime now);

  Milliseconds window_;
  std::map<std::string, Series, std::less<>> series_;
  BootTime next_due_{BootTime::max()};
};

}  // namespace relay::telemetry
