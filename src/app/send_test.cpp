// SPDX-License-Identifier: MIT
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <iostream>

#include "app/commands.hpp"
#include "app/system_clock.hpp"
#include "app/wiring.hpp"
#include "relay/base/crypto.hpp"
#include "relay/dingtalk/cure.hpp"
#include "relay/dingtalk/request.hpp"
#include "relay/dingtalk/verdict.hpp"

namespace relay::app {
namespace asio = boost::asio;

namespace {

ports::OutboundRequest request_for(const dingtalk::Robot& robot, const config::Config& config, WallTime now) {
  const dingtalk::Message message = dingtalk::render_test(robot, render_options(config), now);
  ports::OutboundRequest request;
  request.robot = robot.name;
  request.endpoint = robot.endpoint;
  request.target = dingtalk::target_of(robot, now);
  request.body = dingtalk::body_of(message, crypto::random_hex(16));
  return request;
}

// True when the message was shown.
bool report(const dingtalk::Robot& robot, const delivery::Verdict& verdict, dingtalk::Language language) {
  const bool shown = verdict.kind == delivery::VerdictKind::shown;
  const bool chinese = language == dingtalk::Language::zh;
  if (shown) {
    std::cout << "√ " << robot.name << ": " << (chinese ? "钉钉已接收测试消息" : "DingTalk accepted the test message")
              << '\n';
    return true;
  }
  std::cout << "× " << robot.name << ": " << verdict.detail << "\n  " << (chinese ? "怎么办：" : "what to do: ")
            << dingtalk::cure(verdict.reason, language) << '\n';
  return false;
}

asio::awaitable<int> send_all(std::vector<dingtalk::Robot> robots, const config::Config& config,
                              ports::Sender& sender) {
  const SystemClock clock;
  int refused = 0;
  for (const dingtalk::Robot& robot : robots) {
    ports::OutboundRequest request = request_for(robot, config, clock.wall_now());
    const delivery::TransportOutcome outcome = co_await sender.post(std::move(request));
    const delivery::Verdict verdict = dingtalk::classify(outcome, clock.wall_now());
    refused += report(robot, verdict, config.language) ? 0 : 1;
  }
  co_return refused;
}

std::vector<dingtalk::Robot> chosen(const config::Config& config, const std::string& name) {
  std::vector<dingtalk::Robot> robots;
  for (const dingtalk::Robot& robot : config.robots) {
    if (name.empty() || robot.name == name) {
      robots.push_back(robot);
    }
  }
  return robots;
}

}  // namespace

ExitCode send_test(const SendTestArguments& arguments) {
  const auto loaded = load_config(arguments.config);
  if (!loaded.has_value()) {
    return ExitCode::config;
  }
  const config::Config& config = loaded->loaded.config;
  for (const config::Warning& warning : loaded->loaded.warnings) {
    std::cerr << "! " << warning << '\n';
  }
  const auto robots = chosen(config, arguments.robot);
  if (robots.empty()) {
    std::cerr << (arguments.robot.empty() ? "no robot is configured" : "no robot is named \"" + arguments.robot + "\"")
              << '\n';
    return ExitCode::usage;
  }
  asio::io_context io(1);
  auto client = http::make_client(io.get_executor(), client_options(config));
  if (client.has_error()) {
    std::cerr << client.error().detail << '\n';
    return ExitCode::config;
  }
  int refused = 0;
  asio::co_spawn(io, send_all(robots, config, **client), [&](std::exception_ptr error, int count) {
    io.stop();  // the client keeps its connections for a while; nobody needs them any more
    if (error) {
      std::rethrow_exception(error);
    }
    refused = count;
  });
  io.run();
  return refused == 0 ? ExitCode::ok : ExitCode::failure;
}

}  // namespace relay::app
