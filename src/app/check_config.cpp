// SPDX-License-Identifier: MIT
#include <iostream>

#include "app/commands.hpp"
#include "relay/config/addresses.hpp"

namespace relay::app {
namespace {

void print_robot(const dingtalk::Robot& robot) {
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
  std::cout << ", at most " << robot.max_per_minute << " a minute, at " << robot.endpoint.origin() << '\n';
}

}  // namespace

ExitCode check_config(const CheckConfigArguments& arguments) {
  const auto checked = load_config(arguments.config);
  if (!checked.has_value()) {
    return ExitCode::config;
  }
  const config::Config& config = checked->loaded.config;
  std::cout << "√ " << checked->origin << " is good\n";
  for (const dingtalk::Robot& robot : config.robots) {
    print_robot(robot);
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
