// SPDX-License-Identifier: MIT
#include "config/keywords.hpp"
#include "config/message_template.hpp"
#include "config/parse_mobiles.hpp"
#include "config/parse_sections.hpp"
#include "config/read_secret.hpp"
#include "config/robot_fields.hpp"
#include "config/unique_names.hpp"
#include "config/values.hpp"
#include "config/webhook_url.hpp"

namespace relay::config {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr unsigned kMostPerMinute = 20;

// An endpoint that is written wins over the one of a pasted webhook URL.
void parse_webhook(const Section& section, const Surroundings& surroundings, dingtalk::Robot& robot, Report& report) {
  robot.endpoint = default_endpoint();
  if (section.find("access_token") == nullptr) {
    report.problem(section.origin_of("access_token"), "is missing");
  } else if (const auto text = read_secret(section, "access_token", surroundings, report)) {
    if (auto webhook = parse_access_token(*text, report)) {
      robot.access_token = std::move(webhook->token);
      robot.endpoint = std::move(webhook->endpoint).value_or(robot.endpoint);
    }
  }
  if (const auto text = section.text("endpoint")) {
    robot.endpoint = parse_endpoint(*text, report).value_or(robot.endpoint);
  }
}

RobotDraft parse_robot(const Section& section, const Surroundings& surroundings, Report& report) {
  RobotDraft draft;
  draft.origin = section.origin();
  draft.name_origin = section.origin_of("name");
  dingtalk::Robot& robot = draft.robot;
  if (section.find("name") == nullptr) {
    report.problem(section.origin_of("name"), "is missing");
  }
  section.read("name", robot.name, parse_name);
  parse_webhook(section, surroundings, robot, report);
  if (const auto text = read_secret(section, "secret", surroundings, report)) {
    robot.secret = parse_signing_secret(*text, report).value_or(Secret{});
  }
  section.read("keyword", robot.keyword, parse_keyword);
  robot.at_mobiles = parse_mobiles(section.one_or_more("at_mobiles"), report);
  section.read("at_all", robot.at_all, parse_switch);
  if (const auto block = section.block("template")) {
    robot.message_template = parse_message_template(*block, report);
  }
  draft.keywords =
      parse_keywords(read_keywords(section, "include_keywords"), read_keywords(section, "exclude_keywords"), report);
  section.read("repeat_interval", draft.extras.repeat_interval,
               DurationBetween{.least = seconds{0}, .most = hours{24}});
  section.read("fallback", draft.extras.fallback, parse_name);
  draft.fallback_origin = section.origin_of("fallback");
  section.read("max_per_minute", robot.max_per_minute, NumberBetween{.least = 1, .most = kMostPerMinute});
  return draft;
}

}  // namespace

void parse_robots(const Section& top, const Surroundings& surroundings, Draft& draft, Report& report) {
  std::vector<Text> names;
  for (const Item& item : items_of(top.find("robots"), top.origin_of("robots"), report)) {
    const Section section(item.node, item.origin, kRobotKeys, report);
    draft.has_robots = true;
    draft.robots.push_back(parse_robot(section, surroundings, report));
    names.push_back({.value = draft.robots.back().robot.name, .origin = draft.robots.back().name_origin});
  }
  check_unique(names, report);
}

}  // namespace relay::config
