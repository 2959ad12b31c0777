// SPDX-License-Identifier: MIT
#include "sim/scenario.hpp"

#include <algorithm>
#include <utility>

#include "sim/cast.hpp"
#include "sim/judge.hpp"
#include "sim/payload.hpp"
#include "sim/simulation.hpp"

namespace relay::sim {
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds kPeace = 65min;

// Plans one story, event by event.
class Story {
 public:
  Story(World& world, Simulation& simulation)
      : world_(world),
        random_(world.random),
        simulation_(simulation),
        impatient_(world.record.max_age <= 1h),
        length_(random_.between(impatient_ ? 60 : 5, impatient_ ? 100 : 40) * 60'000) {}

  Instant plan() {
    plan_traffic();
    plan_repeats();
    plan_faults();
    plan_refusals();
    plan_deaths();
    plan_clock();
    plan_slow_disk();
    const Instant fresh = length_ + kPeace;
    plan_burst(fresh, random_.chance(0.2) ? 25 : random_.between(1, 8), random_.between(0, 2'000), Kindness::kind);
    return fresh + 8min + longest_hold();
  }

 private:
  enum class Kindness { any, kind };

  // How long after the last message an event may wait.
  [[nodiscard]] Milliseconds longest_hold() const {
    Milliseconds longest{0};
    for (const RobotSetup& robot : world_.record.robots) {
      longest = std::max(longest, robot.repeat_interval);
    }
    return longest;
  }

  Instant some_time() { return Milliseconds{random_.between(1'000, length_.count())}; }
  // Most things go wrong while much happens.
  Instant busy_time() {
    const Instant burst = random_.pick(bursts_);
    return random_.chance(0.7) ? std::min(burst + Milliseconds{random_.between(0, 90'000)}, length_) : some_time();
  }

  void plan_traffic() {
    issues_ = static_cast<int>(random_.between(1, random_.chance(0.3) ? 3 : 14));
    const auto count = random_.between(1, 4);
    for (std::int64_t i = 0; i < count; ++i) {
      const Instant when = some_time();
      bursts_.push_back(when);
      plan_burst(when, random_.pick(std::vector<std::int64_t>{1, 2, 5, 12, 30}), random_.between(0, 4'000),
                 Kindness::any);
    }
  }

  void plan_burst(Instant when, std::int64_t alerts, std::int64_t apart, Kindness kindness) {
    for (std::int64_t i = 0; i < alerts; ++i) {
      plan_alert(when, kindness);
      when += Milliseconds{random_.between(0, apart)};
    }
  }

  void plan_alert(Instant when, Kindness kindness) {
    const std::vector<alert::Level> levels{alert::Level::error, alert::Level::error, alert::Level::warning,
                                           alert::Level::info};
    Incoming alert{static_cast<int>(world_.record.incoming.size()), static_cast<int>(random_.between(1, issues_)),
                   random_.chance(0.08) ? alert::Level::fatal : random_.pick(levels)};
    const bool any = kindness == Kindness::any;
    alert.topic = static_cast<int>(random_.between(0, 2));
    alert.comment = random_.chance(0.1);
    alert.silenced = any && random_.chance(0.05);
    alert.bad_message = any && random_.chance(0.03);
    alert.bad_title = any && !alert.comment && random_.chance(0.02);
    const auto index = world_.record.incoming.size();
    const std::string body = payload(alert);
    world_.record.incoming.push_back(alert);
    world_.timeline.at(when, [this, index, body] { simulation_.post(index, body); });
    if (any && random_.chance(0.07)) {
      world_.timeline.at(when + Milliseconds{random_.between(0, 800'000)},
                         [this, index, body] { simulation_.post(index, body); });
    }
  }

  void plan_faults() {
    for (std::size_t robot = 0; robot < world_.record.robots.size(); ++robot) {
      for (auto spells = random_.between(0, 3); spells > 0; --spells) {
        const Instant from = busy_time() - Milliseconds{random_.between(0, 20'000)};
        const Instant to = from + Milliseconds{random_.between(2'000, random_.chance(0.3) ? 900'000 : 90'000)};
        world_.skies.plan(robot,
                          {from, std::min(to, length_), random_.pick(all_faults()), random_.chance(0.5) ? 1.0 : 0.5});
      }
      if (impatient_ && random_.chance(0.5)) {
        const Instant from = busy_time();
        world_.skies.plan(robot, {from, std::min(from + 70min, length_), random_.pick(all_faults()), 1.0});
      }
      if (random_.chance(0.7)) {
        world_.skies.plan(robot, {0ms, length_, random_.pick(all_faults()), 0.05});
      }
    }
  }

  // Issues that fire again and again, for robots that want repeats counted.
  void plan_repeats() {
    const auto& robots = world_.record.robots;
    const bool counted =
        std::any_of(robots.begin(), robots.end(), [](const RobotSetup& robot) { return robot.repeat_interval > 0ms; });
    const int issues_before = issues_;
    for (auto series = counted ? random_.between(1, 3) : 0; series > 0; --series) {
      issues_ = static_cast<int>(random_.between(1, 2));
      const Instant when = some_time();
      bursts_.push_back(when);
      plan_burst(when, random_.between(3, 15), random_.pick(std::vector<std::int64_t>{2'000, 20'000, 120'000}),
                 Kindness::any);
    }
    issues_ = issues_before;
  }

  // Robots with a fallback refuse everything for a while, and alerts come before, meanwhile and afterwards.
  void plan_refusals() {
    const std::vector<Weather> refusals{
        {Way::well, Mood::keyword}, {Way::well, Mood::token}, {Way::well, Mood::disbanded}};
    for (std::size_t robot = 0; robot < world_.record.robots.size(); ++robot) {
      const bool falls_back = world_.record.robots[robot].fallback.has_value();
      for (auto spells = falls_back ? random_.between(1, 3) : 0; spells > 0; --spells) {
        const Instant from = some_time();
        const Instant to = std::min(from + Milliseconds{random_.between(30'000, 900'000)}, length_);
        world_.skies.plan(robot, {from, to, random_.pick(refusals), random_.chance(0.8) ? 1.0 : 0.7});
        bursts_.push_back(from);
        plan_burst(std::max(from - 10s, Instant{1s}), random_.between(1, 6), random_.between(0, 40'000), Kindness::any);
      }
    }
  }

  void plan_deaths() {
    for (auto deaths = random_.between(0, 5); deaths > 0; --deaths) {
      Sword sword{random_.chance(0.5) ? Death::kill : Death::power_cut,
                  random_.chance(0.5) ? Sword::Hangs::over_steps : Sword::Hangs::over_disk,
                  static_cast<int>(random_.between(1, 60))};
      world_.timeline.at(busy_time(), [this, sword] { simulation_.hang(sword); });
    }
    for (auto restarts = random_.between(0, 2); restarts > 0; --restarts) {
      world_.timeline.at(busy_time(), [this] { simulation_.restart(); });
    }
    // What hangs over it when peace begins falls at once.
    world_.timeline.at(length_, [this] {
      simulation_.let_configuration_change(false);
      simulation_.restart();
    });
  }

  void plan_clock() {
    const std::vector<Milliseconds> jumps{2s, 5min, 59min, 2h, 24h * 365, 24h * 3650};
    for (auto count = random_.between(0, 2); count > 0; --count) {
      const Milliseconds by = random_.pick(jumps) * (random_.chance(0.5) ? 1 : -1);
      world_.timeline.at(busy_time(), [this, by] { jump(by); });
    }
    world_.timeline.at(length_, [this] { jump(-world_.machine.wall_offset); });
  }

  void jump(Milliseconds by) {
    if (by == 0ms) {
      return;
    }
    world_.machine.wall_offset += by;
    world_.record.wall_jumps += std::chrono::abs(by);
    ++world_.record.counts["wall clock jump"];
    world_.trace.say([&] { return "the wall clock jumps by " + std::to_string(by.count() / 1000) + " s"; });
  }

  void plan_slow_disk() {
    if (!random_.chance(0.2)) {
      return;
    }
    const Instant from = busy_time();
    const Instant to = std::min(from + Milliseconds{random_.between(5'000, 120'000)}, length_);
    const Milliseconds longest{random_.between(300, 2'000)};
    world_.timeline.at(from, [this, longest] { simulation_.slow_down(longest); });
    world_.timeline.at(to, [this] { simulation_.slow_down(std::nullopt); });
    ++world_.record.counts["slow disk"];
    for (auto& disturbances : world_.record.disturbances) {
      disturbances.push_back({from, std::max(from, to) + 60s});
    }
  }

  World& world_;
  Random& random_;
  Simulation& simulation_;
  bool impatient_;  // alerts expire within the story
  Milliseconds length_;
  int issues_{1};
  std::vector<Instant> bursts_;
};

Record tell(World& world, Simulation& simulation, Instant end) {
  simulation.start();
  simulation.run_until(end);
  simulation.finish();
  world.record.end = world.timeline.now();
  world.record.fingerprint = world.trace.fingerprint();
  world.record.busiest_minute = world.chat.busiest_minute();
  judge(world.record, simulation.spool());
  return std::move(world.record);
}

}  // namespace

Record simulate(std::uint64_t seed, bool traced) {
  Random beginning(seed * 2 + 1);
  World world(seed, make_robots(beginning), traced);
  const bool impatient = world.random.chance(0.2);
  const std::chrono::seconds max_age = impatient ? std::chrono::seconds{40min} : std::chrono::seconds{72h};
  world.record.max_age = max_age;
  if (world.random.chance(0.3)) {
    world.record.silence_alarm = world.random.chance(0.5) ? 20min : 45min;
  }
  Simulation simulation(world, max_age);
  Story story(world, simulation);
  simulation.let_configuration_change(world.random.chance(0.5));
  const Instant end = story.plan();
  return tell(world, simulation, end);
}

Record simulate_storm(Milliseconds lasting, Weather weather) {
  constexpr int kAlerts = 10'000;
  constexpr int kIssues = 5'000;
  World world(1, {{"storm", "one.example", "token0", ""}}, false);
  world.record.max_age = 72h;
  world.skies.plan(0, {0ms, lasting + 10min, weather, 1.0});
  Simulation simulation(world, std::chrono::hours{72});
  for (int i = 0; i < kAlerts; ++i) {
    const Incoming alert{i, 1 + i % kIssues, i % 50 == 0 ? alert::Level::fatal : alert::Level::error};
    const auto index = static_cast<std::size_t>(i);
    world.record.incoming.push_back(alert);
    world.timeline.at(1s + lasting * i / kAlerts,
                      [&world, &simulation, index] { simulation.post(index, payload(world.record.incoming[index])); });
  }
  return tell(world, simulation, lasting + 5min);
}

}  // namespace relay::sim
