// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <sys/types.h>
#include <thread>
#include <vector>

#include "support/e2e.hpp"

namespace relay::torture {

using Milliseconds = std::chrono::milliseconds;

// Waits for time to pass, where a test is about time.
void pass(Milliseconds time);
// True when the process ended within `limit`.
[[nodiscard]] bool ends_within(pid_t pid, Milliseconds limit);

struct Ack {
  std::int64_t id;  // 0: counted only, not stored
  std::string title;
};

struct LoadPlan {
  int clients{2};
  Milliseconds pause{40};         // of a client after each answer
  std::size_t padding{0};         // bytes added to each body
  Milliseconds patience{20'000};  // then the client hangs up, as Sentry does
};

// Clients that post signed webhooks, each with a title of its own, and keep what was acknowledged. A refused connection
// is tried again.
class Load {
 public:
  Load(std::uint16_t port, std::string prefix, LoadPlan plan);
  ~Load() { stop(); }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  // Those under way are finished first.
  void stop();

  [[nodiscard]] std::vector<Ack> acks();
  // How many answers had this status; 0: none came.
  [[nodiscard]] std::map<int, int> answers();
  [[nodiscard]] int answered(int status) { return answers()[status]; }
  // Titles of requests that were written whole, whatever became of them.
  [[nodiscard]] std::vector<std::string> sent();
  // When the first answer came that was a refusal by the relay.
  [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> first_refusal();
  // Of answers with 200, in milliseconds; `part` of 1: 0.99 for p99.
  [[nodiscard]] double latency(double part);

 private:
  void run(int client);
  void note(int status, const std::string& title, const std::string& body, double milliseconds);

  std::uint16_t port_;
  std::string prefix_;
  LoadPlan plan_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;  // guards what follows
  std::vector<Ack> acks_;
  std::vector<std::string> sent_;
  std::map<int, int> answers_;
  std::vector<double> latencies_;
  std::optional<std::chrono::steady_clock::time_point> first_refusal_;
  std::vector<std::thread> threads_;
};

}  // namespace relay::torture
