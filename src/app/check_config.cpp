// SPDX-License-Identifier: MIT
#include <algorithm>
#include <iostream>

#include "app/commands.hpp"
#include "relay/config/addresses.hpp"

namespace relay::app {
namespace {

void print_keywords(const char* what, const std::vector<std::string>& words) {
  if (!words.empty()) {
    std::cout << ", " << what << ' ' << words.size() << (words.size() == 1 ? " keyword" : " keywords");
  }
}

void print_robot(const dingtalk::Robot& robot, const config::Config& config) {
  std::cout << "√ robot " << robot.name << ": token " << masked(robot.access_token)
            << (robot.secret.empty() ? ", not signed" : ", signed");
  if (!robot.keyword.empty()) {
    std::cout << ", keyword \"" << robot.keyword << '"';
  }
  if (robot.at_all) {
    std::cout << ", @all";
  } else if (!robot.at_mobiles.empty()) {
    std::cout << ", @" << robot.at_mobiles.size() << (robot.at_mobiles.size() == 1 ? " person" : " people");
  }
  if (robot.message_template.has_value()) {
    std::cout << ", template";
  }
  if (const auto extras = config.extras.find(robot.name); extras != config.extras.end()) {
    if (extras->second.repeat_interval.count() > 0) {
      std::cout << ", repeats counted for " << extras->second.repeat_interval.count() << " s";
    }
    if (!extras->second.fallback.empty()) {
      std::cout << ", copies to " << extras->second.fallback << " while it refuses";
    }
  }
  if (const auto words = config.keywords.find(robot.name); words != config.keywords.end()) {
    print_keywords("includes", words->second.include);
    print_keywords("excludes", words->second.exclude);
  }
  std::cout << ", at most " << robot.max_per_minute << " a minute, at " << robot.endpoint.origin() << '\n';
}

// The service itself reads them at a reload, and refuses it when it cannot.
bool only_credentials_are_missing(const ConfigSource& source) {
  const auto read = read_config(source);
  if (read.has_value()) {
    return false;
  }
  const auto& lines = read.error().lines;
  return std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
    return line.find(".credential: the credential named here cannot be read") != std::string::npos;
  });
}

}  // namespace

ExitCode check_config(const CheckConfigArguments& arguments) {
  if (arguments.before_reload && only_credentials_are_missing(arguments.config)) {
    std::cout << "√ good, as far as it can be read without the service's credentials\n";
    return ExitCode::ok;
  }
  const auto checked = load_config(arguments.config);
  if (!checked.has_value()) {
    return ExitCode::config;
  }
  const config::Config& config = checked->loaded.config;
  std::cout << "√ " << checked->origin << " is good\n";
  for (const dingtalk::Robot& robot : config.robots) {
    print_robot(robot, config);
  }
  if (config.robots.empty()) {
    std::cout << "! no robot: preview mode, nothing reaches DingTalk\n";
  }
  const auto show = arguments.show_urls ? config::Show::whole : config::Show::masked;
  for (const config::WebhookAddress& address : config::webhook_addresses(config, show)) {
    std::cout << "√ source " << address.source << " (" << address.proof << "): " << address.for_host
              << "  in compose: " << address.for_compose << '\n';
  }
  for (const config::Warning& warning : checked->loaded.warnings) {
    std::cout << "! " << warning << '\n';
  }
  return ExitCode::ok;
}

}  // namespace relay::app
