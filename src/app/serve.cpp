// SPDX-License-Identifier: MIT
#include <boost/asio/io_context.hpp>
#include <csignal>
#include <cstdlib>
#include <malloc.h>
#include <utility>

#include "app/commands.hpp"
#include "app/daemon.hpp"
#include "app/passed_socket.hpp"
#include "app/relay_app.hpp"
#include "app/system_clock.hpp"
#include "app/systemd.hpp"
#include "app/version.hpp"
#include "app/wiring.hpp"
#include "relay/config/addresses.hpp"
#include "relay/telemetry/log_line.hpp"

namespace relay::app {
namespace asio = boost::asio;
using telemetry::LogLevel;
using telemetry::LogLine;

namespace {

void announce(telemetry::Log& log, const config::Config& config, const LoadedConfig& loaded) {
  LogLine line(LogLevel::info, "ready");
  line.field("version", kVersion).field("config", loaded.origin);
  line.field("listen", text_of(config.server));
  line.field("admin", text_of(config.admin));
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

// What one request needs stays for the next one. Left to itself, glibc may give the end of its heap back after each
// request and fetch it again, page by page, for the next: with 22 KB bodies four times the CPU, as luck has it with
// what lies at the end (mallopt(3)). Setting one of the two stops it from adapting the other.
void keep_memory_of_requests() {
  constexpr int kKept = 4 << 20U;    // bytes that may lie free at the end
  constexpr int kMapped = 1 << 20U;  // from this size on an allocation is a mapping of its own
  ::mallopt(M_TRIM_THRESHOLD, kKept);
  ::mallopt(M_MMAP_THRESHOLD, kMapped);
}

}  // namespace

ExitCode serve(const ServeArguments& arguments) {
  keep_memory_of_requests();
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
  const auto supervision = systemd();
  const auto passed = supervision ? passed_socket(*supervision) : Result<std::optional<int>>(supervision.error());
  if (passed.has_error()) {
    log.write(LogLine(LogLevel::error, "start_failed").field("detail", passed.error().detail));
    return ExitCode::config;
  }
  asio::io_context io(1);
  Daemon* daemon = nullptr;
  RelayApp relay(io, clock, loaded->loaded.config, log, [&daemon](ExitCode code) { daemon->stop(code); });
  Daemon running(io, relay, arguments.config, log, *supervision);
  daemon = &running;
  if (const auto failure = relay.start(*passed)) {
    log.write(LogLine(LogLevel::error, "start_failed").field("detail", failure->text));
    return failure->code;
  }
  announce(log, relay.config(), *loaded);
  ::malloc_trim(0);  // of what only the start needed
  return running.run();
}

}  // namespace relay::app
