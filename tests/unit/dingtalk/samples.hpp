// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/alert/alert.hpp"
#include "relay/dingtalk/robot.hpp"

namespace relay::dingtalk::test {

inline alert::Alert sample_alert() {
  alert::Alert alert;
  alert.source = "main";
  alert.kind = alert::Kind::event;
  alert.resource = "event_alert";
  alert.action = "triggered";
  alert.project = "Sentry Demo";
  alert.project_slug = "sentry-demo";
  alert.organization = "acme";
  alert.environment = "prod";
  alert.level = alert::Level::error;
  alert.title = "ValueError: Division by zero";
  alert.message = "Division by zero";
  alert.location = "app/utils/math.js";
  alert.rules = {"rule one", "rule two"};
  alert.link = "https://sentry.example.com/organizations/acme/issues/42/";
  alert.issue_id = "42";
  alert.short_id = "DEMO-1A";
  return alert;
}

inline Robot sample_robot() {
  Robot robot;
  robot.name = "backend";
  robot.endpoint = *parse_url("https://oapi.dingtalk.com/robot/send");
  robot.access_token = Secret("0123abcd");
  return robot;
}

}  // namespace relay::dingtalk::test
