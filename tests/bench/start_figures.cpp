// SPDX-License-Identifier: MIT
// start_figures: how long `serve` takes from exec to ready, with an empty spool and with 100 000 pending alerts, and how
// much memory it then holds. The median of several starts.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <functional>
#include <sstream>

#include "bench/bench_spool.hpp"
#include "bench/figure.hpp"
#include "support/process.hpp"

namespace relay::bench {
namespace {

using std::chrono::steady_clock;

constexpr int kStarts = 7;
constexpr std::size_t kPending = 100'000;

struct Start {
  double milliseconds;
  double resident_mib;
};

double resident_mib(pid_t pid) {
  std::istringstream status(test::read_file("/proc/" + std::to_string(pid) + "/status"));
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) {
      return std::stod(line.substr(6)) / 1024;
    }
  }
  throw std::runtime_error("no VmRSS");
}

std::string write_config(const Directory& directory) {
  auto path = directory.file("relay.yaml");
  test::write_file(path,
                   "server: { listen: 127.0.0.1:0 }\nadmin: { listen: 127.0.0.1:0 }\nspool: { path: " +
                       directory.file("spool.db") +
                       " }\nsources:\n  - name: main\n    client_secrets: [ bench-client-secret ]\n"
                       // Nobody listens on port 9: the alerts stay pending.
                       "robots:\n  - name: backend\n    access_token: bench\n    endpoint: http://127.0.0.1:9/robot/send\n");
  return path;
}

Start start_once(const std::string& config) {
  const auto began = steady_clock::now();
  test::Process serve({RELAY_BINARY, "serve", "--config", config});
  serve.wait_for("event=ready");
  const std::chrono::duration<double, std::milli> took = steady_clock::now() - began;
  serve.wait_for("event=webhook_url");
  const double resident = resident_mib(serve.pid());
  serve.signal(SIGTERM);
  serve.wait();
  return {took.count(), resident};
}

double median(std::vector<Start> starts, const std::function<double(const Start&)>& value) {
  std::sort(starts.begin(), starts.end(), [&](const Start& a, const Start& b) { return value(a) < value(b); });
  return value(starts[starts.size() / 2]);
}

std::vector<Start> start_often(const std::string& config) {
  std::vector<Start> starts;
  for (int i = 0; i < kStarts; ++i) {
    starts.push_back(start_once(config));
  }
  return starts;
}

void fill(const std::string& path) {
  boost::asio::io_context io(1);
  BenchSpool spool(io, path);
  constexpr std::size_t kTogether = 250;
  for (std::size_t stored = 0; stored < kPending; stored += kTogether) {
    spool.append(io, kTogether, {"backend"});
  }
}

void run() {
  const Directory directory;
  const std::string config = write_config(directory);
  const auto time = [](const Start& start) { return start.milliseconds; };
  const auto memory = [](const Start& start) { return start.resident_mib; };
  const auto empty = start_often(config);
  print_below("start to ready, empty spool", median(empty, time), "ms", 50);
  print_below("RSS idle", median(empty, memory), "MiB", 16);
  fill(directory.file("spool.db"));
  const auto full = start_often(config);
  print_below("start to ready, 100000 pending", median(full, time), "ms", 300);
}

}  // namespace
}  // namespace relay::bench

int main() {
  try {
    relay::bench::run();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "start_figures: %s\n", error.what());
    return 1;
  }
}
