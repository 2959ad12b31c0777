// SPDX-License-Identifier: MIT
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "torture/load.hpp"
#include "torture/subject.hpp"
#include "torture/table.hpp"
#include "torture/torture.hpp"

namespace relay::torture {
namespace {

using std::chrono::steady_clock;

constexpr int kAlerts = 3;
constexpr int kSlow = 10;
constexpr double kReadyBound = 1'000;
constexpr double kMemoryBound = 128;
constexpr double kShownBound = 60;

// Takes connections and bytes into the kernel's queues, and never answers: nobody accepts them.
class Silence {
 public:
  Silence() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket_, generic, length) != 0 || ::listen(socket_, 256) != 0 ||
        ::getsockname(socket_, generic, &length) != 0) {
      throw std::runtime_error("no socket to be silent on");
    }
    port_ = ntohs(address.sin_port);
  }
  ~Silence() { ::close(socket_); }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

  [[nodiscard]] int port() const { return port_; }

 private:
  int socket_;
  int port_{0};
};

std::string robots_yaml(int robots, int silent_port) {
  std::string yaml = "robots:\n";
  for (int i = 0; i < robots; ++i) {
    const std::string name = "r" + std::to_string(i);
    const std::string endpoint =
        i < kSlow ? "http://127.0.0.1:" + std::to_string(silent_port) + "/robot/send" : "ENDPOINT";
    yaml += "  - name: " + name + "\n    access_token: token-of-" + name + "\n    endpoint: " + endpoint + "\n";
  }
  return yaml;
}

// Of the robots that answer, the deliveries that wait.
std::int64_t waiting(const test::RelayHome& home) {
  const auto reply = test::http_exchange(home.admin_port(), test::request_bytes("GET", "/readyz", {}, ""));
  const auto ready = nlohmann::json::parse(reply.body, nullptr, false);
  std::int64_t sum = 0;
  for (const nlohmann::json& robot : ready.at("robots")) {
    const bool slow = std::stoi(robot.value("name", "r0").substr(1)) < kSlow;
    sum += slow ? 0 : robot.value("pending", std::int64_t{1});
  }
  return sum;
}

double seconds_since(steady_clock::time_point began) {
  return std::chrono::duration<double>(steady_clock::now() - began).count();
}

}  // namespace

int crowd(int robots) {
  const Silence silence;
  const std::uint16_t port = test::free_port();
  test::RelayHome home("http://127.0.0.1:" + std::to_string(port) + "/robot/send", robots_yaml(robots, silence.port()));
  const test::EmulatorProcess group(home.config_file(), port);
  auto began = steady_clock::now();
  const auto relay = home.start();
  const double ready = seconds_since(began) * 1e3;
  const double idle = usage_of(relay->pid()).peak_mib;
  double slowest = 0;
  began = steady_clock::now();
  for (int i = 0; i < kAlerts; ++i) {
    const auto asked = steady_clock::now();
    if (home.post(test::event_body("for everybody " + std::to_string(i))).status != 200) {
      throw std::runtime_error("an alert was not accepted");
    }
    slowest = std::max(slowest, seconds_since(asked) * 1e3);
  }
  while (waiting(home) > 0 && seconds_since(began) < kShownBound) {
    pass(Milliseconds{100});
  }
  const double shown = seconds_since(began);
  Table table(std::to_string(robots) + " robots, " + std::to_string(kSlow) + " of which never answer");
  table.within("until it is ready", ready, kReadyBound, "ms");
  table.figure("peak of the resident memory before the first alert", idle, "MiB");
  table.within("slowest of " + std::to_string(kAlerts) + " answers to Sentry", slowest, kReadyBound, "ms");
  table.exactly("deliveries of the others that still wait", static_cast<double>(waiting(home)), 0);
  table.within("until the last of them was shown", shown, kShownBound, "s");
  table.at_most("peak of the resident memory", usage_of(relay->pid()).peak_mib, kMemoryBound, "MiB");
  relay->signal(SIGTERM);
  table.exactly("exit code of the stop", relay->wait(), 0);
  return table.code();
}

}  // namespace relay::torture
