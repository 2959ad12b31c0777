// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/process.hpp"
#include "support/raw_http.hpp"
#include "support/temp_dir.hpp"

namespace relay::test {

inline constexpr const char* kClientSecret = "e2e-client-secret-CANARY";
inline constexpr const char* kUrlToken = "e2e-url-token-CANARY-0123456789";
inline constexpr const char* kSignedToken = "e2e-token-signed-CANARY";
inline constexpr const char* kSignedSecret = "SECe2e-secret-CANARY";
inline constexpr const char* kPlainToken = "e2e-token-plain-CANARY";

// A free port that nobody listens on; for a server that is to come later.
[[nodiscard]] std::uint16_t free_port();

// The emulator as a process of its own, with the robots of the relay's configuration.
class EmulatorProcess {
 public:
  // `extra`: further arguments of `emulate`. port 0: any free one.
  EmulatorProcess(const std::string& config_file, std::uint16_t port = 0, std::vector<std::string> extra = {});

  [[nodiscard]] std::uint16_t port() const { return port_; }
  // Every request that it saw, oldest first.
  [[nodiscard]] std::vector<nlohmann::json> messages() const;
  // The texts that the group sees.
  [[nodiscard]] std::vector<std::string> shown() const;
  void arm(const std::string& fault_json) const;
  // It misbehaves no longer.
  void disarm() const;

 private:
  std::unique_ptr<Process> process_;
  std::uint16_t port_;
};

// Relay processes over one spool directory.
class RelayHome {
 public:
  // The configuration's `robots:` and further sections, as YAML; `endpoint` is put where "ENDPOINT" stands.
  RelayHome(const std::string& endpoint, const std::string& robots_yaml);

  // Starts the daemon and waits until it is ready. `shell`: what /bin/sh does before it becomes the daemon.
  [[nodiscard]] std::unique_ptr<Process> start(std::vector<std::pair<std::string, std::string>> environment = {},
                                               const std::string& shell = ":", int passed = -1);
  // The same on a listening socket, as systemd passes it.
  [[nodiscard]] std::unique_ptr<Process> start_on(int socket) {
    return start({}, "export LISTEN_FDS=1 LISTEN_PID=$$", socket);
  }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::uint16_t admin_port() const { return admin_port_; }
  [[nodiscard]] const std::string& config_file() const { return config_file_; }
  [[nodiscard]] const TempDir& directory() const { return directory_; }

  // A signed webhook.
  RawReply post(const std::string& body, const std::string& resource = "event_alert") const;

 private:
  TempDir directory_;
  std::string config_file_;
  std::uint16_t port_{0};
  std::uint16_t admin_port_{0};
};

// Two robots, one signed and one not; the usual case.
[[nodiscard]] std::string two_robots();
[[nodiscard]] std::string one_robot();

// An event alert of its own id and title.
[[nodiscard]] std::string event_body(const std::string& title);

}  // namespace relay::test
