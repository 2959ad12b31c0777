// SPDX-License-Identifier: MIT
#include <boost/asio/io_context.hpp>
#include <csignal>
#include <utility>

#include "app/commands.hpp"
#include "app/daemon.hpp"
#include "app/passed_socket.hpp"
#include "app/relay_app.hpp"
#include "app/system_clock.hpp"
#include "app/version.hpp"
#include "app/wiring.hpp"
#include "relay/config/addresses.hpp"
#include "relay/telemetry/logfmt.hpp"

namespace relay::app {
namespace asio = boost::asio;
using telemetry::Logfmt;
using telemetry::LogLevel;

namespace {

void announce(telemetry::Log& log, const config::Config& config, const LoadedConfig& loaded) {
  Logfmt line("ready");
  line.field("version", kVersion).field("config", loaded.origin);
  line.field("listen", text_of(config.server));
  line.field("admin", text_of(config.admin));
  line.field("sources", config.sources.size()).field("robots", config.robots.size());
  log.write(LogLevel::info, line.text());
  for (const config::WebhookAddress& address : config::webhook_addresses(config, config::Show::masked)) {
    Logfmt url("webhook_url");
    url.field("source", address.source).field("proof", address.proof).field("host", address.for_host);
    log.write(LogLevel::info, url.field("compose", address.for_compose).text());
  }
  if (config.robots.empty()) {
    log.write(LogLevel::warning, Logfmt("preview")
                                     .field("delivered", "no: no robot is configured")
                                     .field("detail", "alerts are accepted, stored and shown in this log only")
                                     .text());
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
  telemetry::Log log(arguments.log_level, loaded->loaded.config.language);
  for (const config::Warning& warning : loaded->loaded.warnings) {
    log.write(LogLevel::warning, Logfmt("config").field("warning", warning).text());
  }
  const auto passed = passed_socket();
  if (passed.has_error()) {
    log.write(LogLevel::error, Logfmt("start_failed").field("detail", passed.error().detail).text());
    return ExitCode::config;
  }
  SystemClock clock;
  asio::io_context io(1);
  Daemon* daemon = nullptr;
  RelayApp relay(io, clock, loaded->loaded.config, log, [&daemon](ExitCode code) { daemon->stop(code); });
  Daemon running(io, relay, arguments.config, log);
  daemon = &running;
  if (const auto failure = relay.start(*passed)) {
    log.write(LogLevel::error, Logfmt("start_failed").field("detail", failure->text).text());
    return failure->code;
  }
  announce(log, relay.config(), *loaded);
  return running.run();
}

}  // namespace relay::app
