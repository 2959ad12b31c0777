// SPDX-License-Identifier: MIT
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <unistd.h>
#include <utility>

#include "app/commands.hpp"
#include "app/relay_app.hpp"
#include "app/system_clock.hpp"
#include "app/version.hpp"
#include "relay/config/addresses.hpp"
#include "relay/telemetry/log_line.hpp"

namespace relay::app {
namespace asio = boost::asio;
using telemetry::LogLevel;
using telemetry::LogLine;

namespace {

constexpr std::chrono::seconds kSummaryInterval{15};

// One run of the daemon: from a started relay to its exit code.
class Daemon {
 public:
  Daemon(asio::io_context& io, RelayApp& relay, telemetry::Log& log)
      : io_(io), relay_(relay), log_(log), signals_(io, SIGTERM, SIGINT), hangups_(io, SIGHUP), summaries_(io) {}

  ExitCode run() {
    wait_for_stop();
    wait_for_hangup();
    keep_summarising();
    io_.run();
    return code_;
  }

  void stop(ExitCode code) {
    if (std::exchange(stopping_, true)) {
      return;
    }
    code_ = code;
    log_.write(LogLine(LogLevel::info, "stopping").field("code", to_int(code)));
    const auto manner = code == ExitCode::io ? RelayApp::Stop::at_once : RelayApp::Stop::orderly;
    asio::co_spawn(io_, relay_.stop(manner), [this](std::exception_ptr) { io_.stop(); });
  }

 private:
  void wait_for_stop() {
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

  void wait_for_hangup() {
    hangups_.async_wait([this](const boost::system::error_code& error, int) {
      if (error) {
        return;
      }
      log_.write(LogLine(LogLevel::warning, "reload")
                     .field("result", "not done: a changed configuration takes effect at a restart"));
      wait_for_hangup();
    });
  }

  // So that what repeats is told even when nothing else is.
  void keep_summarising() {
    summaries_.expires_after(kSummaryInterval);
    summaries_.async_wait([this](const boost::system::error_code& error) {
      if (!error) {
        log_.write_summaries();
        keep_summarising();
      }
    });
  }

  asio::io_context& io_;
  RelayApp& relay_;
  telemetry::Log& log_;
  asio::signal_set signals_;
  asio::signal_set hangups_;
  asio::steady_timer summaries_;
  bool stopping_{false};
  ExitCode code_{ExitCode::ok};
};

void announce(telemetry::Log& log, const config::Config& config, const LoadedConfig& loaded) {
  LogLine line(LogLevel::info, "ready");
  line.field("version", kVersion).field("config", loaded.origin);
  line.field("listen", config.server.host + ":" + std::to_string(config.server.port));
  line.field("admin", config.admin.host + ":" + std::to_string(config.admin.port));
  line.field("sources", config.sources.size()).field("robots", config.robots.size());
  log.write(line);
  for (const config::WebhookAddress& address : config::webhook_addresses(config, config::Show::masked)) {
    LogLine url(LogLevel::info, "webhook_url");
    url.field("source", address.source).field("proof", address.proof).field("host", address.for_host);
    log.write(url.field("compose", address.for_compose));
  }
  if (config.robots.empty()) {
    log.write(LogLine(LogLevel::warning, "preview")
                  .field("delivered", "no: no robot is configured")
                  .field("detail", "alerts are accepted, stored and shown in this log only"));
  }
}

}  // namespace

ExitCode serve(const ServeArguments& arguments) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGHUP, SIG_IGN);  // a reload that comes before the daemon waits for it must not end the process
  const auto loaded = load_config(arguments.config);
  if (!loaded.has_value()) {
    return ExitCode::config;
  }
  SystemClock clock;
  telemetry::Log log(
      clock, {arguments.log_level, arguments.log_format, telemetry::target_of_stderr(std::getenv("JOURNAL_STREAM")),
              loaded->loaded.config.language});
  for (const config::Warning& warning : loaded->loaded.warnings) {
    log.write(LogLine(LogLevel::warning, "config").field("warning", warning));
  }
  asio::io_context io(1);
  Daemon* daemon = nullptr;
  RelayApp relay(io, clock, loaded->loaded.config, log, [&daemon](ExitCode code) { daemon->stop(code); });
  Daemon running(io, relay, log);
  daemon = &running;
  if (const auto failure = relay.start()) {
    log.write(LogLine(LogLevel::error, "start_failed").field("detail", failure->text));
    return failure->code;
  }
  announce(log, relay.config(), *loaded);
  return running.run();
}

}  // namespace relay::app
