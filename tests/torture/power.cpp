// SPDX-License-Identifier: MIT
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <random>

#include "torture/loop_disk.hpp"
#include "torture/spool_facts.hpp"
#include "torture/subject.hpp"
#include "torture/table.hpp"
#include "torture/torture.hpp"

namespace relay::torture {
namespace {

constexpr int kDiskMebibytes = 192;
constexpr int kRandomSeed = 20261126;

// Until every thread of it stands still: one that is in the middle of an fdatasync ends it first.
void freeze(const test::Process& relay) {
  relay.signal(SIGSTOP);
  const std::string tasks = "/proc/" + std::to_string(relay.pid()) + "/task";
  for (bool moving = true; moving;) {
    moving = false;
    for (const auto& task : std::filesystem::directory_iterator(tasks)) {
      const std::string stat = test::read_file(task.path() / "stat");
      moving = moving || stat.at(stat.rfind(')') + 2) != 'T';
    }
  }
}

struct Losses {
  int cuts{0};
  std::int64_t acknowledged{0};
  std::int64_t lost{0};
  int corrupt{0};
};

// One machine that loses its power again and again.
class PowerTrial {
 public:
  explicit PowerTrial(Variables variables) : variables_(std::move(variables)) { subject_.silence_group(); }

  // `enough`: a loss ends it.
  void run(int cuts, bool enough) {
    for (int cut = 0; cut < cuts && !(enough && losses_.lost > 0); ++cut) {
      live(cut);
      judge();
    }
  }
  [[nodiscard]] const Losses& losses() const { return losses_; }

 private:
  void live(int cut) {
    const auto relay = subject_.start(variables_);
    if (relay == nullptr) {
      throw std::runtime_error("the relay did not start after a power cut");
    }
    Load load(subject_.port(), "p" + std::to_string(cut), {4, Milliseconds{0}, 0, Milliseconds{500}});
    pass(Milliseconds{std::uniform_int_distribution<int>(20, 150)(random_)});
    freeze(*relay);
    disk_.cut_power();
    relay->signal(SIGKILL);
    relay->wait();
    load.stop();
    acks_ = load.acks();
    disk_.unmount();
    disk_.mount();
  }

  void judge() {
    const SpoolFacts facts = read_facts(subject_.spool());
    const std::int64_t lost = facts.lost(acks_);
    ++losses_.cuts;
    losses_.acknowledged += static_cast<std::int64_t>(acks_.size());
    losses_.lost += lost;
    losses_.corrupt += facts.sound ? 0 : 1;
  }

  Variables variables_;
  std::mt19937 random_{kRandomSeed};
  LoopDisk disk_{kDiskMebibytes};
  Subject subject_{1, disk_.file("spool.db")};
  std::vector<Ack> acks_;
  Losses losses_;
};

}  // namespace

int cut_power(int rounds) {
  if (const std::string obstacle = LoopDisk::obstacle(); !obstacle.empty()) {
    std::printf("torture: power cuts: skipped: %s\n", obstacle.c_str());
    return kSkipped;
  }
  PowerTrial real(Variables{});
  real.run(rounds, false);
  PowerTrial control(Variables{{"RELAY_TEST_SYNCHRONOUS", "NORMAL"}});
  control.run(std::max(rounds, 50), true);

  Table table("power cuts under load (ext4 without what was not synced), " + std::to_string(rounds) + " times");
  table.exactly("cuts", real.losses().cuts, rounds);
  table.at_least("alerts acknowledged", static_cast<double>(real.losses().acknowledged), rounds);
  table.exactly("acknowledged and lost", static_cast<double>(real.losses().lost), 0);
  table.exactly("corrupt spools", real.losses().corrupt, 0);
  table.figure("control run, synchronous=NORMAL: cuts until a loss", control.losses().cuts);
  table.at_least("control run: acknowledged and lost (it must lose)", static_cast<double>(control.losses().lost), 1);
  return table.code();
}

}  // namespace relay::torture
