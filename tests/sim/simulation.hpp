// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "sim/disk.hpp"
#include "sim/network.hpp"
#include "sim/relay.hpp"
#include "support/temp_dir.hpp"

namespace relay::sim {

// How the next run ends: after so many steps of the relay, or in the middle of a change of its disk.
struct Sword {
  enum class Hangs { over_steps, over_disk };
  Death death{Death::kill};
  Hangs hangs{Hangs::over_steps};
  int after{1};
};

// One relay in its world: runs it step by step, lets it die between any two of them, and starts it again.
class Simulation {
 public:
  // `world` outlives it. A spool with nothing in it lies on the disk.
  Simulation(World& world, std::chrono::seconds max_age);

  void start();
  void run_until(Instant end);
  // A webhook comes in; nobody hears it while the relay is down.
  void post(std::size_t incoming, const std::string& body);
  void hang(Sword sword);
  // SIGTERM, and a new start a moment later.
  void restart();
  // The disk takes so long for each transaction; empty: as usual.
  void slow_down(std::optional<Milliseconds> longest) { slow_ = longest; }
  // Whether robots leave the configuration at a restart, come back, or change their pace.
  void let_configuration_change(bool may) { configuration_changes_ = may; }
  // SIGTERM for good; the spool lies on the disk.
  void finish();

  [[nodiscard]] const std::string& spool() const { return spool_; }
  [[nodiscard]] Disk& disk() { return disk_; }

 private:
  bool step();
  void look_at_death();
  void die();
  void end(Death death);
  void stop_gently(Milliseconds pause);
  void configure(Life& life);
  void answer(std::size_t incoming, const ports::HttpResponse& response);
  [[nodiscard]] Milliseconds pace();

  World& world_;
  std::chrono::seconds max_age_;
  test::TempDir directory_;  // of the lock file
  std::string spool_{directory_.file("state/spool.db")};
  Disk disk_;
  std::unique_ptr<Relay> relay_;
  std::optional<Sword> sword_;
  std::optional<Milliseconds> slow_;
  std::optional<Milliseconds> back_in_;  // stopping gently: after this pause it starts again
  Instant stopped_at_{};
  bool configuration_changes_{false};
  bool down_for_good_{false};
};

}  // namespace relay::sim
