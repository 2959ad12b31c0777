// SPDX-License-Identifier: MIT
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <functional>

#include "torture/loop_disk.hpp"
#include "torture/spool_facts.hpp"
#include "torture/subject.hpp"
#include "torture/table.hpp"
#include "torture/torture.hpp"

namespace relay::torture {
namespace {

using std::chrono::steady_clock;

constexpr int kDiskMebibytes = 64;
constexpr int kExitIo = 74;

double seconds_since(steady_clock::time_point began) {
  return std::chrono::duration<double>(steady_clock::now() - began).count();
}

// Seconds until it is true; `limit` when it never was.
double seconds_until(const std::function<bool()>& holds, double limit) {
  const auto began = steady_clock::now();
  while (seconds_since(began) < limit) {
    if (holds()) {
      return seconds_since(began);
    }
    pass(Milliseconds{20});
  }
  return limit;
}

std::vector<Ack> joined(std::vector<Ack> acks, std::vector<Ack> more) {
  acks.insert(acks.end(), more.begin(), more.end());
  return acks;
}

int skip(const char* trial, const std::string& why) {
  std::printf("torture: %s: skipped: %s\n", trial, why.c_str());
  return kSkipped;
}

// -D: the program stays our child, the tracer is its grandchild.
std::string traced(const std::string& injection) {
  return "strace -D -f -qq -o /dev/null -e trace=fdatasync -e inject=fdatasync:" + injection;
}

std::string obstacle_to_tracing() {
  if (!std::filesystem::exists("/usr/bin/strace")) {
    return "strace is missing";
  }
  test::Process tried({"/usr/bin/strace", "-qq", "-o", "/dev/null", "/bin/true"});
  return tried.wait() == 0 ? "" : "nothing may be traced here";
}

// A disk that somebody else fills, and empties again.
class FullTrial {
 public:
  int run(int rounds) {
    for (int round = 0; round < rounds; ++round) {
      live(round);
    }
    return report(rounds);
  }

 private:
  void live(int round) {
    disk_.unfill();
    auto relay = subject_.start();
    if (relay == nullptr) {
      ++did_not_start_;
      return;
    }
    subject_.group().arm(R"({"fault":"busy","next":0})");  // what waits goes on waiting, and is tried again and again
    Load before(subject_.port(), "a" + std::to_string(round), {2, Milliseconds{10}});
    pass(Milliseconds{600});
    disk_.fill();
    slowest_notice_ = std::max(slowest_notice_, seconds_until([&] { return fault() == "disk_full"; }, 20));
    least_sent_while_full_ = std::min(least_sent_while_full_, sent_within(Milliseconds{15'000}));
    disk_.fill();  // what the reserve gave back is gone, too
    pass(Milliseconds{500});
    relay->signal(SIGKILL);
    relay->wait();
    before.stop();
    acks_ = joined(std::move(acks_), before.acks());
    refused_ += before.answered(503);
    restart(round);
  }

  void restart(int round) {
    free_at_restart_ = std::max(free_at_restart_, static_cast<double>(disk_.free_bytes()));
    auto relay = subject_.start();
    if (relay == nullptr) {
      ++did_not_start_;
      return;
    }
    subject_.group().disarm();
    least_sent_after_restart_ = std::min(least_sent_after_restart_, sent_within(Milliseconds{15'000}));
    drained_ = drained_ && subject_.drain(Milliseconds{90'000});
    disk_.unfill();
    Load after(subject_.port(), "b" + std::to_string(round), {1, Milliseconds{20}});
    slowest_recovery_ = std::max(slowest_recovery_, seconds_until([&] { return stored(after); }, 20));
    after.stop();
    acks_ = joined(std::move(acks_), after.acks());
    slowest_ready_ = std::max(slowest_ready_, seconds_until([&] { return fault().empty(); }, 20));
    relay->signal(SIGTERM);
    unclean_ends_ += relay->wait() == 0 ? 0 : 1;
  }

  // An alert was stored, not only counted.
  static bool stored(Load& load) {
    const std::vector<Ack> acks = load.acks();
    return std::any_of(acks.begin(), acks.end(), [](const Ack& ack) { return ack.id != 0; });
  }
  std::string fault() const {
    const nlohmann::json ready = subject_.readiness();
    return ready.is_object() ? ready.value("fault", "") : "no answer";
  }
  // Requests that reached the group within this time; two are enough.
  double sent_within(Milliseconds time) {
    const auto before = subject_.group().messages().size();
    const auto end = steady_clock::now() + time;
    while (subject_.group().messages().size() < before + 2 && steady_clock::now() < end) {
      pass(Milliseconds{100});
    }
    return static_cast<double>(subject_.group().messages().size() - before);
  }

  int report(int rounds) {
    const SpoolFacts facts = read_facts(subject_.spool());
    Table table("a disk that others fill (64 MiB ext4), " + std::to_string(rounds) + " times");
    table.figure("alerts acknowledged", static_cast<double>(acks_.size()));
    table.figure("refused with 503 meanwhile", refused_);
    table.within("until it noticed and said so", slowest_notice_, 10, "s");
    table.at_least("requests to DingTalk while the disk was full", least_sent_while_full_, 1);
    table.figure("bytes free at the restart, at most", free_at_restart_);
    table.exactly("restarts that failed", did_not_start_, 0);
    table.at_least("requests to DingTalk after a restart at that", least_sent_after_restart_, 1);
    table.exactly("all that waited came to an end at that", drained_ ? 1 : 0, 1);
    table.within("until alerts are stored again, once there is room", slowest_recovery_, 5, "s");
    table.within("until /readyz has no fault", slowest_ready_, 5, "s");
    table.exactly("stops that were not clean", unclean_ends_, 0);
    table.exactly("acknowledged and lost", static_cast<double>(facts.lost(acks_)), 0);
    table.exactly("integrity_check", facts.sound ? 1 : 0, 1);
    table.exactly("what is counted is what is there", facts.adds_up() ? 1 : 0, 1);
    return table.code();
  }

  LoopDisk disk_{kDiskMebibytes};
  Subject subject_{1, disk_.file("spool.db")};
  std::vector<Ack> acks_;
  double refused_{0};
  double slowest_notice_{0};
  double slowest_recovery_{0};
  double slowest_ready_{0};
  double least_sent_while_full_{1e9};
  double least_sent_after_restart_{1e9};
  double free_at_restart_{0};
  bool drained_{true};
  int did_not_start_{0};
  int unclean_ends_{0};
};

// How a relay ended whose disk failed under load.
struct Failure {
  bool started{false};
  bool ended{false};
  int code{0};
  double seconds{0};          // from the first refusal to its end
  int acknowledged_after{0};  // 2xx logged behind the failure
  std::int64_t lost{0};
  bool sound{true};
};

int count_of(const std::string& word, const std::string& text) {
  int found = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + word.size())) {
    ++found;
  }
  return found;
}

Failure watch_failure(Subject& subject, test::Process& relay, const std::function<void()>& break_disk,
                      const std::function<void()>& mend_disk) {
  Load load(subject.port(), "f" + std::to_string(relay.pid()), {8, Milliseconds{0}});
  break_disk();
  Failure failure;
  failure.started = true;
  failure.ended = ends_within(relay.pid(), Milliseconds{15'000});
  const auto refused = load.first_refusal();
  failure.seconds = refused.has_value() ? seconds_since(*refused) : 0;
  if (!failure.ended) {
    relay.signal(SIGKILL);
  }
  load.stop();
  failure.code = relay.wait();
  const std::size_t failed = relay.output().find("event=spool_failed");
  failure.acknowledged_after =
      failed == std::string::npos ? 0 : count_of("event=request status=200", relay.output().substr(failed));
  mend_disk();
  const SpoolFacts facts = read_facts(subject.spool());
  failure.lost = facts.lost(load.acks());
  failure.sound = facts.sound;
  return failure;
}

void judge(Table& table, const std::vector<Failure>& failures) {
  double slowest = 0;
  int other_codes = 0;
  int late_acks = 0;
  int unsound = 0;
  std::int64_t lost = 0;
  for (const Failure& one : failures) {
    slowest = std::max(slowest, one.seconds);
    other_codes += one.code == kExitIo ? 0 : 1;
    late_acks += one.acknowledged_after;
    unsound += one.sound ? 0 : 1;
    lost += one.lost;
  }
  table.exactly("ends other than exit code 74", other_codes, 0);
  table.within("from the first refusal to the end", slowest, 1, "s");
  table.exactly("2xx after the failure", late_acks, 0);
  table.exactly("acknowledged and lost", static_cast<double>(lost), 0);
  table.exactly("integrity_check failed", unsound, 0);
}

Failure read_only_once(bool& possible, Milliseconds after) {
  LoopDisk disk(kDiskMebibytes);
  Subject subject(1, disk.file("spool.db"));
  subject.silence_group();
  const auto relay = subject.start();
  const auto break_disk = [&] {
    pass(after);
    disk.turn_read_only();
    possible = !disk.takes_files();
  };
  const auto mend_disk = [&] {
    disk.unmount();
    disk.mount();
  };
  return watch_failure(subject, *relay, break_disk, mend_disk);
}

}  // namespace

int fill_disk(int rounds) {
  const std::string obstacle = LoopDisk::obstacle();
  return obstacle.empty() ? FullTrial().run(rounds) : skip("a full disk", obstacle);
}

int fail_disk(int rounds) {
  if (const std::string obstacle = obstacle_to_tracing(); !obstacle.empty()) {
    return skip("a failing disk", obstacle);
  }
  Subject subject(1);
  subject.silence_group();
  if (const auto first = subject.start()) {  // makes the file, which takes many syncs
    first->signal(SIGTERM);
    first->wait();
  }
  std::vector<Failure> failures;
  int not_started = 0;
  for (int when = 1; when <= rounds; ++when) {
    const auto relay = subject.start({}, traced("error=EIO:when=" + std::to_string(when)));
    if (relay == nullptr) {
      ++not_started;  // it was one of those at the start
      continue;
    }
    failures.push_back(watch_failure(
        subject, *relay, [] {}, [] {}));
  }
  Table table("an fdatasync that fails (EIO), the first to the " + std::to_string(rounds) + "th");
  table.figure("starts that it ended", not_started);
  table.at_least("relays that it ended under load", static_cast<double>(failures.size()), 1);
  judge(table, failures);
  int code = table.code();
  if (LoopDisk::obstacle().empty()) {
    bool possible = true;
    std::vector<Failure> turns;
    for (int turn = 0; turn < rounds && possible; ++turn) {
      turns.push_back(read_only_once(possible, Milliseconds{20 + 13 * (turn % 10)}));
    }
    if (possible) {
      Table other("a disk that turns read-only (EROFS), " + std::to_string(rounds) + " times");
      judge(other, turns);
      code = std::max(code, other.code());
    } else {
      std::printf("torture: a disk that turns read-only: skipped: this kernel does not abort a mounted ext4\n");
    }
  }
  return code;
}

int slow_disk(int rounds) {
  if (const std::string obstacle = obstacle_to_tracing(); !obstacle.empty()) {
    return skip("a slow disk", obstacle);
  }
  Subject subject(1);
  subject.silence_group();
  if (const auto first = subject.start()) {
    first->signal(SIGTERM);
    first->wait();
  }
  Table table("an fdatasync that takes long, " + std::to_string(rounds) + " s of load each");
  std::vector<Ack> acks;
  std::size_t stored = 0;
  {
    const auto relay = subject.start({}, traced("delay_enter=300000"));
    Load warm_up(subject.port(), "w", {40, Milliseconds{400}});
    pass(Milliseconds{2'000});
    warm_up.stop();
    Load load(subject.port(), "s", {40, Milliseconds{400}});
    pass(Milliseconds{rounds * 1'000});
    load.stop();
    acks = load.acks();
    stored += warm_up.acks().size() + acks.size();
    table.figure("300 ms: requests a second", static_cast<double>(acks.size()) / rounds);
    table.figure("300 ms: p50 of the answers", load.latency(0.5), "ms");
    table.within("300 ms: p99 of the answers", load.latency(0.99), 700, "ms");
    table.exactly("300 ms: answers other than 200", static_cast<double>(load.sent().size() - acks.size()), 0);
    relay->signal(SIGTERM);
    relay->wait();
    table.exactly("300 ms: acknowledged and lost", static_cast<double>(read_facts(subject.spool()).lost(acks)), 0);
  }
  const auto relay = subject.start({}, traced("delay_enter=2000000"));
  Load load(subject.port(), "t", {10, Milliseconds{200}, 0, Milliseconds{1'000}});
  pass(Milliseconds{rounds * 1'000});
  load.stop();
  pass(Milliseconds{5'000});
  relay->signal(SIGTERM);
  relay->wait();
  const SpoolFacts facts = read_facts(subject.spool());
  table.figure("2 s: clients that left after a second", load.answered(0));
  table.at_least("2 s: alerts stored all the same", static_cast<double>(facts.alerts.size() - stored),
                 static_cast<double>(load.sent().size()));
  return table.code();
}

}  // namespace relay::torture
