// SPDX-License-Identifier: MIT
#include <algorithm>
#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/bench_spool.hpp"
#include "torture/memory_limit.hpp"
#include "torture/spool_facts.hpp"
#include "torture/subject.hpp"
#include "torture/table.hpp"
#include "torture/torture.hpp"

namespace relay::torture {
namespace {

using std::chrono::steady_clock;

constexpr double kMemoryBound = 64;       // MiB
constexpr double kReadyBound = 300;       // ms
constexpr double kIdleShare = 0.05;       // of one CPU
constexpr std::size_t kPadding = 20'000;  // a large Sentry event

double milliseconds_since(steady_clock::time_point began) {
  return std::chrono::duration<double, std::milli>(steady_clock::now() - began).count();
}

// Connections that say nothing.
class Crowd {
 public:
  Crowd(std::uint16_t port, int number) {
    for (int i = 0; i < number; ++i) {
      const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_port = htons(port);
      address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      static_cast<void>(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address));
      descriptors_.push_back(fd);
    }
  }
  ~Crowd() { leave(); }
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;

  void leave() {
    std::for_each(descriptors_.begin(), descriptors_.end(), ::close);
    descriptors_.clear();
  }

 private:
  std::vector<int> descriptors_;
};

// Ten times the load that there may ever be.
Table press(const std::string& title, const std::string& wrapper, int seconds) {
  Subject subject(2);
  subject.silence_group();
  const auto relay = subject.start({}, wrapper);
  Load load(subject.port(), "o", {64, Milliseconds{0}, kPadding});
  pass(Milliseconds{seconds * 1'000});
  load.stop();
  const Usage usage = usage_of(relay->pid());
  relay->signal(SIGTERM);
  const int code = relay->wait();
  const SpoolFacts facts = read_facts(subject.spool());
  const std::vector<Ack> acks = load.acks();

  Table table(title);
  table.figure("requests a second", static_cast<double>(acks.size()) / seconds);
  table.figure("p50", load.latency(0.5), "ms");
  table.figure("p99", load.latency(0.99), "ms");
  table.within("p99.9", load.latency(0.999), 1'000, "ms");
  table.exactly("answers other than 200", static_cast<double>(load.sent().size() - acks.size()), 0);
  table.at_most("peak of the resident memory", usage.peak_mib, kMemoryBound, "MiB");
  table.exactly("acknowledged and lost", static_cast<double>(facts.lost(acks)), 0);
  table.exactly("what is counted is what is there", facts.adds_up() ? 1 : 0, 1);
  table.exactly("exit code", code, 0);
  return table;
}

}  // namespace

int starve_descriptors(int rounds) {
  constexpr int kConnections = 500;
  Subject subject(1);
  const auto relay = subject.start({}, "prlimit --nofile=64:64");
  Table table("64 descriptors and 500 connections, " + std::to_string(rounds) + " times");
  double busiest = 0;
  double slowest = 0;
  for (int round = 0; round < rounds; ++round) {
    Crowd crowd(subject.port(), kConnections);
    pass(Milliseconds{200});
    const auto began = steady_clock::now();
    const double cpu = usage_of(relay->pid()).cpu_seconds;
    pass(Milliseconds{2'000});
    busiest = std::max(busiest, (usage_of(relay->pid()).cpu_seconds - cpu) / (milliseconds_since(began) / 1000));
    crowd.leave();
    const auto left = steady_clock::now();
    Load load(subject.port(), "e" + std::to_string(round), {1, Milliseconds{5}});
    while (load.answered(200) == 0 && milliseconds_since(left) < 20'000) {
      pass(Milliseconds{5});
    }
    slowest = std::max(slowest, milliseconds_since(left));
  }
  const bool delivered = subject.drain(Milliseconds{10'000});
  relay->signal(SIGTERM);
  table.at_most("CPU while starved, share of one", busiest, kIdleShare);
  table.within("until an alert is stored, once they left", slowest, 1'000, "ms");
  table.exactly("alerts were delivered", delivered ? 1 : 0, 1);
  table.exactly("exit code", relay->wait(), 0);
  return table.code();
}

int overload(int rounds) {
  return press("64 clients that never pause, 20 KB each, DingTalk hangs, " + std::to_string(rounds) + " s", {}, rounds)
      .code();
}

int limit_memory(int rounds) {
  if (const std::string obstacle = MemoryLimit::obstacle(); !obstacle.empty()) {
    std::printf("torture: limited memory: skipped: %s\n", obstacle.c_str());
    return kSkipped;
  }
  const MemoryLimit limit(static_cast<std::uint64_t>(kMemoryBound) << 20U);
  Table table = press("64 clients that never pause, in a control group of 64 MiB, " + std::to_string(rounds) + " s",
                      limit.wrapper(), rounds);
  table.figure("memory and pages of files at most", static_cast<double>(limit.peak()) / (1 << 20), "MiB");
  table.exactly("killed for want of memory", static_cast<double>(limit.kills()), 0);
  return table.code();
}

int start_with_pending(int rounds) {
  constexpr int kStarts = 5;
  Subject subject(1);
  {
    boost::asio::io_context io(1);
    bench::BenchSpool spool(io, subject.spool());
    constexpr std::size_t kTogether = 250;
    for (int stored = 0; stored < rounds; stored += static_cast<int>(kTogether)) {
      spool.append(io, kTogether, {"r0"});
    }
  }
  subject.silence_group();
  std::vector<double> times;
  double peak = 0;
  for (int i = 0; i < kStarts; ++i) {
    const auto began = steady_clock::now();
    const auto relay = subject.start();
    times.push_back(milliseconds_since(began));
    peak = std::max(peak, usage_of(relay->pid()).peak_mib);
    relay->signal(SIGKILL);
    relay->wait();
  }
  std::sort(times.begin(), times.end());
  Table table("a start with " + std::to_string(rounds) + " alerts that wait");
  table.within("until it is ready (best of 5)", times.front(), kReadyBound, "ms");
  table.at_most("peak of the resident memory", peak, kMemoryBound, "MiB");
  return table.code();
}

}  // namespace relay::torture
