// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "emulator/fault_book.hpp"
#include "emulator/rate_limiter.hpp"
#include "emulator/seen_uuids.hpp"
#include "emulator/transcript.hpp"
#include "relay/base/time.hpp"
#include "relay/emulator/emulator.hpp"
#include "relay/ports/clock.hpp"

namespace relay::emulator {

// All that the emulator remembers; the answers and the admin API work on it.
struct State {
  // `clock` outlives the state.
  State(const ports::Clock& the_clock, EmulatorOptions the_options);

  // By its token; null when nobody has it.
  [[nodiscard]] const EmulatedRobot* robot_of(std::string_view token) const;
  [[nodiscard]] const EmulatedRobot* robot_named(std::string_view name) const;
  void put_robot(EmulatedRobot robot);
  void drop_robot(std::string_view name);
  void forget();
  // DingTalk's clock.
  [[nodiscard]] WallTime server_time() const;

  const ports::Clock& clock;
  EmulatorOptions options;
  RateLimiter limiter;
  FaultBook faults;
  SeenUuids seen;
  Transcript transcript;
};

}  // namespace relay::emulator
