// SPDX-License-Identifier: MIT
#include "emulator/state.hpp"

#include <algorithm>
#include <utility>

namespace relay::emulator {
namespace {

template <class Predicate>
const EmulatedRobot* find_robot(const EmulatorOptions& options, Predicate predicate) {
  const auto found = std::find_if(options.robots.begin(), options.robots.end(), predicate);
  return found == options.robots.end() ? nullptr : &*found;
}

RateRules rules_of(const EmulatorOptions& options) {
  return {options.per_window, options.window, options.block, options.extend_block};
}

}  // namespace

State::State(const ports::Clock& the_clock, EmulatorOptions the_options)
    : clock(the_clock), options(std::move(the_options)), limiter(rules_of(options)) {}

const EmulatedRobot* State::robot_of(std::string_view token) const {
  return find_robot(options, [&](const EmulatedRobot& robot) { return robot.token == token && !token.empty(); });
}

const EmulatedRobot* State::robot_named(std::string_view name) const {
  return find_robot(options, [&](const EmulatedRobot& robot) { return robot.name == name; });
}

void State::put_robot(EmulatedRobot robot) {
  const auto same = std::find_if(options.robots.begin(), options.robots.end(),
                                 [&](const EmulatedRobot& other) { return other.name == robot.name; });
  if (same == options.robots.end()) {
    options.robots.push_back(std::move(robot));
  } else {
    *same = std::move(robot);
  }
}

void State::drop_robot(std::string_view name) {
  std::erase_if(options.robots, [&](const EmulatedRobot& robot) { return robot.name == name; });
}

void State::forget() {
  transcript.clear();
  seen.clear();
}

WallTime State::server_time() const { return clock.wall_now() + options.clock_offset; }

}  // namespace relay::emulator
