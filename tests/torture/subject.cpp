// SPDX-License-Identifier: MIT
#include "torture/subject.hpp"

#include <sstream>
#include <unistd.h>

namespace relay::torture {
namespace {

std::string robots_yaml(int robots) {
  std::string yaml = "robots:\n";
  for (int i = 0; i < robots; ++i) {
    const std::string name = "r" + std::to_string(i);
    yaml += "  - name: " + name + "\n    access_token: token-of-" + name + "\n    endpoint: ENDPOINT\n";
  }
  return yaml;
}

}  // namespace

Subject::Subject(int robots, std::string spool, Seconds minute)
    : group_port_(test::free_port()),
      home_("http://127.0.0.1:" + std::to_string(group_port_) + "/robot/send", robots_yaml(robots)),
      spool_(spool.empty() ? home_.directory().file("spool.db") : std::move(spool)),
      minute_(minute),
      group_(std::make_unique<test::EmulatorProcess>(
          home_.config_file(), group_port_, std::vector<std::string>{"--window", std::to_string(minute.count())})) {}

std::unique_ptr<test::Process> Subject::start(Variables extra, const std::string& wrapper) {
  const Milliseconds window = minute_ + Milliseconds{100};
  Variables variables{{"RELAY_SPOOL_PATH", spool_}, {"RELAY_TEST_WINDOW_MS", std::to_string(window.count())}};
  variables.insert(variables.end(), extra.begin(), extra.end());
  const std::string shell = wrapper.empty() ? ":" : "exec " + wrapper + " \"$0\" \"$@\"";
  try {
    return home_.start(std::move(variables), shell);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

nlohmann::json Subject::readiness() const {
  try {
    const auto reply = test::http_exchange(home_.admin_port(), test::request_bytes("GET", "/readyz", {}, ""));
    return nlohmann::json::parse(reply.body, nullptr, false);
  } catch (const std::runtime_error&) {
    return {};
  }
}

std::int64_t Subject::pending() const {
  const nlohmann::json ready = readiness();
  if (!ready.is_object() || !ready.contains("robots")) {
    return -1;
  }
  std::int64_t sum = 0;
  for (const nlohmann::json& robot : ready.at("robots")) {
    sum += robot.value("pending", std::int64_t{1});
  }
  return sum;
}

bool Subject::drain(Milliseconds limit) const {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (std::chrono::steady_clock::now() < end) {
    if (pending() == 0) {
      return true;
    }
    pass(Milliseconds{300});
  }
  return false;
}

Usage usage_of(pid_t pid) {
  Usage usage{};
  const std::string process = "/proc/" + std::to_string(pid);
  std::istringstream status(test::read_file(process + "/status"));
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) {
      usage.peak_mib = std::stod(line.substr(6)) / 1024;
    }
  }
  const std::string stat = test::read_file(process + "/stat");
  std::istringstream fields(stat.substr(stat.rfind(')') + 2));
  std::string word;
  for (int field = 3; field < 14; ++field) {
    fields >> word;
  }
  double user = 0;
  double system = 0;
  fields >> user >> system;
  usage.cpu_seconds = (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  return usage;
}

}  // namespace relay::torture
