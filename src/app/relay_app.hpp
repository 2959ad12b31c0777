// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/dispatchers.hpp"
#include "app/exit_code.hpp"
#include "app/generation.hpp"
#include "app/load_config.hpp"
#include "app/task_group.hpp"
#include "relay/config/config.hpp"
#include "relay/console/desk.hpp"
#include "relay/http/server.hpp"
#include "relay/pipeline/announcer.hpp"
#include "relay/pipeline/caretaker.hpp"
#include "relay/ports/sender.hpp"
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
// Spool, listeners, health and log live as long as it does; what the rest is made of is one generation of the
// configuration, and reload() brings the next.
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

  // `passed`: a listening socket for the webhooks that somebody else keeps open; it wins over server.listen.
  [[nodiscard]] std::optional<StartFailure> start(std::optional<int> passed = std::nullopt);

  // Takes over what was read, or refuses it and stays as it is; says so in one ConfigReloaded event, which is returned.
  // Requests that were admitted and attempts under way end in the generation in which they began.
  using ReadConfig = boost::system::result<LoadedConfig, config::Problems>;
  ports::ConfigReloaded reload(const ReadConfig& read);

  // Ends the attempts under way, then stops to accept, answers what was read, and closes the spool. Within 5 s; at_once
  // within one, for when no outcome can be stored any more.
  enum class Stop { orderly, at_once };
  boost::asio::awaitable<void> stop(Stop manner);

  [[nodiscard]] std::uint16_t port() const { return server_address_.port; }
  [[nodiscard]] std::uint16_t admin_port() const { return admin_address_.port; }
  [[nodiscard]] ports::Spool& spool() { return *spool_; }
  // The newest, with the listeners' real addresses.
  [[nodiscard]] config::Config config() const;

 private:
  // Watches for the one event after which nothing may be acknowledged, and for signs of life of the sources.
  class Listener;

  [[nodiscard]] std::optional<StartFailure> open_spool();
  [[nodiscard]] std::optional<StartFailure> listen(std::optional<int> passed);
  [[nodiscard]] Result<config::ListenAddress> listen_for_webhooks(std::optional<int> passed);
  [[nodiscard]] Result<void> listen_for_operators();
  void say_who_is_paused(const std::vector<std::string>& robots);
  void begin_caretaker(const std::vector<storage::WaitingRobot>& waiting);
  [[nodiscard]] std::unique_ptr<http::Server> make_server(ports::HttpHandler& handler, std::string route);

  // Builds what a generation is made of; an error leaves everything as it was.
  [[nodiscard]] Result<void> adopt(config::Config config);
  [[nodiscard]] Result<void> take_over(const config::Config& next);
  void say_who_left(const config::Config& before, const config::Config& now);

  boost::asio::io_context& io_;
  ports::Clock& clock_;
  config::Config first_;  // as start() uses it
  telemetry::Log& log_;
  OnFailure on_failure_;
  telemetry::Health health_;
  std::unique_ptr<Listener> listener_;
  telemetry::Metrics metrics_;
  telemetry::FanOut events_;
  std::unique_ptr<ports::Spool> spool_;
  std::unique_ptr<telemetry::SpoolWatch> watch_;
  std::unique_ptr<telemetry::Admin> pages_;
  std::unique_ptr<console::Desk> desk_;

  std::shared_ptr<Generation> generation_;  // shared with the requests that it admitted
  CurrentIntake intake_;
  std::unique_ptr<Dispatchers> dispatchers_;
  std::vector<std::string> left_robots_;  // alerts may wait for them, but they are not configured
  std::unique_ptr<pipeline::Caretaker> caretaker_;
  std::unique_ptr<pipeline::Announcer> announcer_;
  TaskGroup::OnBug on_bug_;
  TaskGroup care_;

  std::unique_ptr<http::Server> server_;
  std::unique_ptr<http::Server> admin_;
  std::unique_ptr<http::Server> operators_;  // on a Unix socket
  config::ListenAddress server_address_{};
  config::ListenAddress admin_address_{};
  bool stopping_{false};
};

}  // namespace relay::app
