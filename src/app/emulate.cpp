// SPDX-License-Identifier: MIT
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <iostream>
#include <optional>

#include "app/commands.hpp"
#include "app/system_clock.hpp"
#include "relay/emulator/emulator.hpp"
#include "relay/http/server.hpp"

namespace relay::app {
namespace asio = boost::asio;

namespace {

emulator::EmulatedRobot sample(const char* name, const char* token, const char* secret, const char* keyword) {
  emulator::EmulatedRobot robot;
  robot.name = name;
  robot.token = token;
  robot.secret = secret;
  if (*keyword != '\0') {
    robot.keywords.emplace_back(keyword);
  }
  return robot;
}

std::vector<emulator::EmulatedRobot> samples() {
  return {sample("signed", "emulated-token-signed", "SECemulated", ""),
          sample("unsigned", "emulated-token-unsigned", "", ""),
          sample("keyword", "emulated-token-keyword", "", "Sentry")};
}

std::optional<std::vector<emulator::EmulatedRobot>> robots_for(const ConfigSource& source) {
  if (source.path.empty()) {
    return samples();
  }
  const auto loaded = load_config(source);
  if (!loaded.has_value()) {
    return std::nullopt;
  }
  std::vector<emulator::EmulatedRobot> robots;
  for (const dingtalk::Robot& robot : loaded->loaded.config.robots) {
    robots.push_back(sample(robot.name.c_str(), robot.access_token.expose().c_str(), robot.secret.expose().c_str(),
                            robot.keyword.c_str()));
  }
  return robots;
}

void say_how_to_use(const EmulateArguments& arguments, const std::string& origin,
                    const std::vector<emulator::EmulatedRobot>& robots) {
  std::cout << "emulating DingTalk: the group is shown at " << origin << "/\nendpoint: " << origin << "/robot/send\n";
  for (const emulator::EmulatedRobot& robot : robots) {
    std::cout << "  robot " << robot.name;
    if (arguments.config.path.empty()) {
      std::cout << ": token " << robot.token << (robot.secret.empty() ? "" : ", secret " + robot.secret)
                << (robot.keywords.empty() ? "" : ", keyword " + robot.keywords.front());
    }
    std::cout << '\n';
  }
  std::cout << std::flush;
}

}  // namespace

ExitCode emulate(const EmulateArguments& arguments) {
  auto robots = robots_for(arguments.config);
  const auto listen = config::parse_listen(arguments.listen);
  if (!robots.has_value() || listen.has_error()) {
    std::cerr << (listen.has_error() ? listen.error().detail : std::string("no usable configuration")) << '\n';
    return listen.has_error() ? ExitCode::usage : ExitCode::config;
  }
  emulator::EmulatorOptions options;
  options.robots = *robots;
  options.window = std::chrono::seconds(arguments.window_seconds);
  options.block = std::chrono::seconds(arguments.block_seconds);
  std::optional<http::TlsIdentity> tls;
  if (!arguments.tls_certificate.empty()) {
    tls = http::TlsIdentity{arguments.tls_certificate, arguments.tls_key};
  }
  const SystemClock clock;
  asio::io_context io(1);
  emulator::Emulator emulated(clock, options);
  http::Server server(io.get_executor(), emulated, http::ServerLimits{}, tls);
  const auto port = server.listen(listen->host, listen->port);
  if (port.has_error()) {
    std::cerr << arguments.listen << ": " << port.error().detail << '\n';
    return ExitCode::unavailable;
  }
  const std::string scheme = tls.has_value() ? "https://" : "http://";
  say_how_to_use(arguments, scheme + listen->host + ":" + std::to_string(*port), *robots);
  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&io](const boost::system::error_code&, int) { io.stop(); });
  io.run();
  return ExitCode::ok;
}

}  // namespace relay::app
