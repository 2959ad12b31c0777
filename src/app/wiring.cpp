// SPDX-License-Identifier: MIT
#include "app/wiring.hpp"

#include "app/version.hpp"
#include "relay/base/test_hooks.hpp"

namespace relay::app {

namespace {

config::RobotExtras extras_of(const config::Config& config, const dingtalk::Robot& robot) {
  const auto found = config.extras.find(robot.name);
  return found == config.extras.end() ? config::RobotExtras{} : found->second;
}

}  // namespace

dingtalk::RenderOptions render_options(const config::Config& config) {
  dingtalk::RenderOptions options;
  options.language = config.language;
  options.zone = config.timezone;
  return options;
}

pipeline::IntakeOptions intake_options(const config::Config& config) {
  pipeline::IntakeOptions options;
  options.sources = config.sources;
  options.body_limit = config.max_body;
  options.dedup_window = config.dedup_window;
  options.keep_payloads = config.spool.keep_payloads.count() > 0;
  options.preview = render_options(config);
  return options;
}

pipeline::DispatcherOptions dispatcher_options(const config::Config& config, const dingtalk::Robot& robot) {
  pipeline::DispatcherOptions options;
  options.robot = robot;
  options.render = render_options(config);
  options.max_age = config.spool.max_age;
  options.fallback = extras_of(config, robot).fallback;
  if (const auto window = hooks::shorter_window_ms()) {
    options.window_span = Milliseconds{*window};
  }
  return options;
}

pipeline::AnnouncerOptions announcer_options(const config::Config& config) {
  pipeline::AnnouncerOptions options;
  options.robots = robot_names(config);
  options.silence_alarms = config.silence_alarms;
  options.language = config.language;
  options.zone = config.timezone;
  return options;
}

http::ClientOptions client_options(const config::Config& config) {
  http::ClientOptions options;
  options.total_deadline = config.deadline;
  options.connect_deadline = std::min(options.connect_deadline, options.total_deadline);
  options.proxy = config.proxy;
  options.ca_file = config.ca_file;
  options.user_agent = std::string(kProgram) + "/" + kVersion;
  return options;
}

storage::SqliteSpoolOptions spool_options(const config::Config& config) {
  storage::SqliteSpoolOptions options;
  options.path = config.spool.path;
  options.max_bytes = config.spool.max_bytes;
  options.retention = config.spool.retention;
  options.dead_letters = config.spool.dead_letters;
  options.keep_payloads = config.spool.keep_payloads;
  return options;
}

std::string text_of(const config::ListenAddress& address) {
  const bool is_v6 = address.host.find(':') != std::string::npos;
  return (is_v6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

std::vector<std::string> robot_names(const config::Config& config) {
  std::vector<std::string> names;
  for (const dingtalk::Robot& robot : config.robots) {
    names.push_back(robot.name);
  }
  return names;
}

telemetry::MetricSubjects metric_subjects(const config::Config& config) {
  telemetry::MetricSubjects subjects;
  for (const sentry::Source& source : config.sources) {
    subjects.sources.push_back(source.name);
  }
  subjects.robots = robot_names(config);
  subjects.suppressions = make_router(config).suppressions();
  return subjects;
}

routing::Router make_router(const config::Config& config) {
  std::set<alert::Kind> counted_only;
  for (const auto& [kind, policy] : config.kinds) {
    if (policy == config::KindPolicy::count) {
      counted_only.insert(kind);
    }
  }
  std::vector<routing::Recipient> recipients;
  for (const dingtalk::Robot& robot : config.robots) {
    const auto words = config.keywords.find(robot.name);
    recipients.push_back({robot.name,
                          words == config.keywords.end()
                              ? routing::KeywordFilter{}
                              : routing::KeywordFilter(words->second.include, words->second.exclude),
                          extras_of(config, robot).repeat_interval});
  }
  return {std::move(recipients), std::move(counted_only)};
}

}  // namespace relay::app
