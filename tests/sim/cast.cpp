// SPDX-License-Identifier: MIT
#include "sim/cast.hpp"

#include <string>
#include <utility>

namespace relay::sim {
using namespace std::chrono_literals;

namespace {

// Each next one wants another topic: what a robot has anyway is never copied for it. Three may be a chain.
void add_fallbacks(std::vector<RobotSetup>& robots, Random& random) {
  robots[0].fallback = 1;
  if (random.chance(0.5)) {
    robots[0].topic = 0;
  }
  robots[1].topic = 1;
  if (robots.size() > 2 && random.chance(0.5)) {
    robots[1].fallback = 2;
    robots[2].topic = 2;
  }
}

}  // namespace

std::vector<RobotSetup> make_robots(Random& random) {
  const std::vector<unsigned> paces{18, 18, 18, 20, 12, 6, 1};
  const std::vector<Milliseconds> intervals{30s, 2min, 10min};
  std::vector<RobotSetup> robots;
  const bool fall_back = random.chance(0.35);
  const auto count = random.between(fall_back ? 2 : 1, 3);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    RobotSetup robot{"robot" + number, random.chance(0.7) ? "one.example" : "two.example", "token" + number,
                     random.chance(0.5) ? "SECsecret" : ""};
    robot.max_per_minute = random.pick(paces);
    robot.excludes = random.chance(0.2);
    if (random.chance(0.25)) {
      robot.repeat_interval = random.pick(intervals);
    }
    robots.push_back(std::move(robot));
  }
  if (fall_back) {
    add_fallbacks(robots, random);
  }
  return robots;
}

}  // namespace relay::sim
