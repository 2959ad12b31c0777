// SPDX-License-Identifier: MIT
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

#include "app/commands.hpp"
#include "app/wiring.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/dingtalk/request.hpp"
#include "relay/sentry/parser.hpp"

namespace relay::app {
namespace {

constexpr std::size_t kParserPadding = 64;  // bytes the parser may read behind the body

std::optional<std::string> read_payload(const std::string& path) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) {
      return std::nullopt;
    }
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::string body{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  body.reserve(body.size() + kParserPadding);
  return body;
}

// Without any configuration a message can still be looked at.
config::Config sample_config() {
  config::Config config;
  sentry::Source source;
  source.name = "main";
  config.sources.push_back(source);
  return config;
}

std::optional<config::Config> config_for(const RenderArguments& arguments) {
  if (arguments.config.path.empty()) {
    return sample_config();
  }
  auto loaded = load_config(arguments.config);
  return loaded.has_value() ? std::optional<config::Config>(std::move(loaded->loaded.config)) : std::nullopt;
}

std::vector<dingtalk::Robot> robots_for(const config::Config& config, const std::string& name) {
  std::vector<dingtalk::Robot> robots;
  for (const dingtalk::Robot& robot : config.robots) {
    if (name.empty() || robot.name == name) {
      robots.push_back(robot);
    }
  }
  if (config.robots.empty() && name.empty()) {
    dingtalk::Robot sample;
    sample.name = "(no robot)";
    robots.push_back(sample);
  }
  return robots;
}

void print(const alert::Alert& alert, const dingtalk::Robot& robot, const dingtalk::RenderOptions& options,
           const RenderArguments& arguments) {
  const dingtalk::Message message = dingtalk::render(alert, robot, options);
  if (message.fault.has_value()) {
    std::cerr << "! robot " << robot.name << ": its template cannot be used for this alert ("
              << to_string(*message.fault) << "): this is the default layout\n";
  }
  if (arguments.text) {
    std::cout << message.title << "\n---\n" << message.text << '\n';
  } else {
    std::cout << dingtalk::body_of(message, {}) << '\n';
  }
}

}  // namespace

ExitCode render(const RenderArguments& arguments) {
  const auto config = config_for(arguments);
  if (!config.has_value()) {
    return ExitCode::config;
  }
  const auto body = read_payload(arguments.payload);
  if (!body.has_value()) {
    std::cerr << "cannot read " << arguments.payload << '\n';
    return ExitCode::no_input;
  }
  const auto robots = robots_for(*config, arguments.robot);
  if (robots.empty()) {
    std::cerr << "no robot is named \"" << arguments.robot << "\"\n";
    return ExitCode::usage;
  }
  const sentry::Parsed parsed = sentry::parse(*body, arguments.resource, config->sources.front());
  for (const dingtalk::Robot& robot : robots) {
    print(parsed.alert, robot, render_options(*config), arguments);
  }
  return ExitCode::ok;
}

}  // namespace relay::app
