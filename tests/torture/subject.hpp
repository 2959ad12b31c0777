// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/e2e.hpp"
#include "torture/load.hpp"

namespace relay::torture {

using Variables = std::vector<std::pair<std::string, std::string>>;

// A relay over one spool, and the group that it sends to.
class Subject {
 public:
  using Seconds = std::chrono::seconds;

  // `spool`: the database's path; empty: beside the configuration. `minute`: how long a robot's minute lasts, for both.
  explicit Subject(int robots, std::string spool = {}, Seconds minute = Seconds{1});

  // Nothing when it ended before it was ready. `wrapper`: words of a shell before the program, such as "strace …".
  [[nodiscard]] std::unique_ptr<test::Process> start(Variables extra = {}, const std::string& wrapper = {});
  // Until nothing waits; false when that did not come.
  [[nodiscard]] bool drain(Milliseconds limit) const;
  // What waits, as /readyz says; -1 when it does not answer.
  [[nodiscard]] std::int64_t pending() const;
  // /readyz whole.
  [[nodiscard]] nlohmann::json readiness() const;

  [[nodiscard]] std::uint16_t port() const { return home_.port(); }
  [[nodiscard]] const std::string& spool() const { return spool_; }
  [[nodiscard]] std::string directory() const { return home_.directory().path(); }
  [[nodiscard]] test::EmulatorProcess& group() { return *group_; }
  // A group that hangs and answers nobody from now on.
  void silence_group() { group_->arm(R"({"fault":"hang_before","next":0})"); }

 private:
  std::uint16_t group_port_;
  test::RelayHome home_;
  std::string spool_;
  Seconds minute_;
  std::unique_ptr<test::EmulatorProcess> group_;
};

// Peak and present resident memory, and CPU time used, of a process.
struct Usage {
  double peak_mib;
  double cpu_seconds;
};
[[nodiscard]] Usage usage_of(pid_t pid);

}  // namespace relay::torture
