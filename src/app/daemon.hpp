// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <optional>

#include "app/exit_code.hpp"
#include "app/relay_app.hpp"
#include "app/supervisor.hpp"
#include "app/systemd.hpp"

namespace relay::app {

// One run of the daemon: from a started relay to its exit code. SIGTERM and SIGINT stop it, a second one at once;
// SIGHUP reads the configuration again.
class Daemon {
 public:
  // All references outlive it.
  Daemon(boost::asio::io_context& io, RelayApp& relay, ConfigSource source, telemetry::Log& log,
         const std::optional<Systemd>& systemd);

  [[nodiscard]] ExitCode run();
  void stop(ExitCode code);

 private:
  void wait_for_stop();
  void wait_for_hangup();
  void reload();
  // What repeats in the log is told even when nothing else is.
  void keep_summarising();

  boost::asio::io_context& io_;
  RelayApp& relay_;
  ConfigSource source_;
  telemetry::Log& log_;
  Supervisor supervisor_;
  boost::asio::signal_set signals_;
  boost::asio::signal_set hangups_;
  boost::asio::steady_timer summaries_;
  bool stopping_{false};
  ExitCode code_{ExitCode::ok};
};

}  // namespace relay::app
