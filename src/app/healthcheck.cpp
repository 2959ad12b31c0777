// SPDX-License-Identifier: MIT
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <iostream>
#include <optional>

#include "app/commands.hpp"
#include "app/http_probe.hpp"

namespace relay::app {
namespace {

// A listener on every address is asked on loopback.
std::string reachable(const std::string& host) {
  if (host == "0.0.0.0") {
    return "127.0.0.1";
  }
  return host == "::" ? std::string("::1") : host;
}

}  // namespace

ExitCode healthcheck(const HealthcheckArguments& arguments) {
  const auto config = load_config(arguments.config);
  if (!config.has_value()) {
    return ExitCode::config;
  }
  const config::ListenAddress& admin = config->loaded.config.admin;
  ProbeRequest request{reachable(admin.host), admin.port, "GET", "/healthz", {}, {}};
  boost::asio::io_context io(1);
  std::optional<Result<ProbeReply>> reply;
  boost::asio::co_spawn(io, probe(std::move(request)),
                        [&reply](std::exception_ptr, Result<ProbeReply> ended) { reply.emplace(std::move(ended)); });
  io.run();
  if (!reply.has_value() || reply->has_error()) {
    std::cerr << "unhealthy: " << (reply.has_value() ? reply->error().detail : "no answer") << '\n';
    return ExitCode::failure;
  }
  std::cout << (**reply).body;
  return (**reply).status == 200 ? ExitCode::ok : ExitCode::failure;
}

}  // namespace relay::app
