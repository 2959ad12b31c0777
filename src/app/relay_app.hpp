// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "app/exit_code.hpp"
#include "relay/config/config.hpp"
#include "relay/http/server.hpp"
#include "relay/pipeline/caretaker.hpp"
#include "relay/pipeline/dispatcher.hpp"
#include "relay/pipeline/intake.hpp"
#include "relay/ports/sender.hpp"
#include "relay/routing/router.hpp"
#include "relay/storage/sqlite_spool.hpp"
#include "relay/telemetry/admin.hpp"
#include "relay/telemetry/fan_out.hpp"
#include "relay/telemetry/health.hpp"
#include "relay/telemetry/log.hpp"
#include "relay/telemetry/metrics.hpp"
#include "relay/telemetry/spool_watch.hpp"

namespace relay::app {

// Why start() gave up.
struct StartFailure {
  ExitCode code;
  std::string text;
};

// The composition root: builds the objects in order and stops them in reverse. The only place that knows them all.
class RelayApp {
 public:
  // Called once when the relay cannot go on: the spool failed, or a part of it ended by a bug.
  using OnFailure = std::function<void(ExitCode)>;

  // All references outlive it.
  RelayApp(boost::asio::io_context& io, ports::Clock& clock, config::Config config, telemetry::Log& log,
           OnFailure on_failure);
  ~RelayApp();
  RelayApp(const RelayApp&) = delete;
  RelayApp& operator=(const RelayApp&) = delete;

  [[nodiscard]] std::optional<StartFailure> start();

  // Stops accepting, answers what was read, gives attempts under way 4 s, and closes the spool. Within 5 s; at_once
  // within one, for when no outcome can be stored any more.
  enum class Stop { orderly, at_once };
  boost::asio::awaitable<void> stop(Stop manner);

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::uint16_t admin_port() const { return admin_port_; }
  [[nodiscard]] ports::Spool& spool() { return *spool_; }
  // Of the configuration; port 0 replaced by the one that was given.
  [[nodiscard]] const config::Config& config() const { return config_; }

 private:
  // Watches for the one event after which nothing may be acknowledged.
  class FailStop;
  struct Running {
    std::unique_ptr<pipeline::Dispatcher> dispatcher;
    boost::asio::cancellation_signal cancel;
  };
  struct Care {
    std::unique_ptr<pipeline::Caretaker> caretaker;
    boost::asio::cancellation_signal cancel;
  };

  [[nodiscard]] std::optional<StartFailure> open_spool();
  [[nodiscard]] std::optional<StartFailure> start_dispatchers();
  [[nodiscard]] std::optional<StartFailure> listen();
  void start_caretaker();
  [[nodiscard]] std::unique_ptr<http::Server> make_server(ports::HttpHandler& handler, std::string route);
  void spawn(const std::string& name, boost::asio::awaitable<void> work, boost::asio::cancellation_signal& cancel);
  void on_end(const std::string& name, std::exception_ptr error);
  void block_host(const std::string& host, BootTime until);
  boost::asio::awaitable<void> stop_dispatchers();

  boost::asio::io_context& io_;
  ports::Clock& clock_;
  config::Config config_;
  telemetry::Log& log_;
  OnFailure on_failure_;
  telemetry::Health health_;
  std::unique_ptr<FailStop> fail_stop_;
  telemetry::Metrics metrics_;
  telemetry::FanOut events_;
  routing::Router router_;
  std::unique_ptr<ports::Spool> spool_;
  std::unique_ptr<telemetry::SpoolWatch> watch_;
  std::unique_ptr<telemetry::Admin> pages_;
  std::unique_ptr<ports::Sender> sender_;
  std::mt19937_64 random_;
  std::vector<std::unique_ptr<Running>> dispatchers_;
  std::vector<std::string> left_robots_;  // alerts wait for them, but they are not configured
  Care care_;
  std::size_t running_{0};
  boost::asio::steady_timer all_ended_;
  std::unique_ptr<pipeline::Intake> intake_;
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<http::Server> admin_;
  std::uint16_t port_{0};
  std::uint16_t admin_port_{0};
};

}  // namespace relay::app
