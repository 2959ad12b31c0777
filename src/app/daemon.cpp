// SPDX-License-Identifier: MIT
#include "app/daemon.hpp"

#include <boost/asio/co_spawn.hpp>
#include <csignal>
#include <unistd.h>
#include <utility>

#include "app/wiring.hpp"
#include "relay/telemetry/log_line.hpp"

namespace relay::app {
namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds kSummaryInterval{15};

std::string status_line(const config::Config& config) {
  return "serving " + text_of(config.server) + ", " + std::to_string(config.robots.size()) + " robots";
}

}  // namespace

Daemon::Daemon(asio::io_context& io, RelayApp& relay, ConfigSource source, telemetry::Log& log,
               const std::optional<Systemd>& systemd)
    : io_(io),
      relay_(relay),
      source_(std::move(source)),
      log_(log),
      supervisor_(io, systemd),
      signals_(io, SIGTERM, SIGINT),
      hangups_(io, SIGHUP),
      summaries_(io) {}

ExitCode Daemon::run() {
  wait_for_stop();
  wait_for_hangup();
  supervisor_.ready(status_line(relay_.config()));
  supervisor_.keep_alive();
  keep_summarising();
  io_.run();
  return code_;
}

void Daemon::stop(ExitCode code) {
  if (std::exchange(stopping_, true)) {
    return;
  }
  code_ = code;
  supervisor_.stopping();
  log_.write(telemetry::LogLine(telemetry::LogLevel::info, "stopping").field("code", to_int(code)));
  const auto manner = code == ExitCode::io ? RelayApp::Stop::at_once : RelayApp::Stop::orderly;
  asio::co_spawn(io_, relay_.stop(manner), [this](std::exception_ptr) { io_.stop(); });
}

void Daemon::wait_for_stop() {
  signals_.async_wait([this](const boost::system::error_code& error, int) {
    if (error) {
      return;
    }
    if (stopping_) {
      ::_exit(to_int(ExitCode::failure));  // a second signal: at once
    }
    stop(ExitCode::ok);
    wait_for_stop();
  });
}

void Daemon::wait_for_hangup() {
  hangups_.async_wait([this](const boost::system::error_code& error, int) {
    if (error) {
      return;
    }
    if (!stopping_) {
      reload();
    }
    wait_for_hangup();
  });
}

void Daemon::keep_summarising() {
  summaries_.expires_after(kSummaryInterval);
  summaries_.async_wait([this](const boost::system::error_code& error) {
    if (!error) {
      log_.write_summaries();
      keep_summarising();
    }
  });
}

void Daemon::reload() {
  supervisor_.reloading();
  const ports::ConfigReloaded reloaded = relay_.reload(read_config(source_));
  const std::string status = status_line(relay_.config());
  supervisor_.ready(reloaded.done ? status : status + "; the last reload was refused: " + reloaded.detail);
}

}  // namespace relay::app
