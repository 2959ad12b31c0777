// SPDX-License-Identifier: MIT
#include "relay/config/load.hpp"

#include <utility>

#include "config/fallbacks.hpp"
#include "config/from_environment.hpp"
#include "config/merge_robots.hpp"
#include "config/parse_sections.hpp"
#include "config/parse_yaml.hpp"
#include "config/plugin_robots.hpp"

namespace relay::config {
namespace {

void set_kind_defaults(Config& config) {
  for (const alert::Kind kind : alert::source_kinds()) {
    config.kinds[kind] = kind == alert::Kind::installation ? KindPolicy::count : KindPolicy::show;
  }
}

void parse_document(const Node& root, const Surroundings& surroundings, Draft& draft, Report& report) {
  const Section top(&root, Origin{}, kTopKeys, report);
  parse_listeners(top, draft, report);
  parse_spool(top, draft.config.spool, report);
  parse_general(top, surroundings, draft.config);
  parse_kinds(top, draft.config, report);
  parse_sources(top, surroundings, draft, report);
  parse_robots(top, surroundings, draft, report);
  parse_plugin_form(top, surroundings, draft, report);
}

void check_proof(const SourceDraft& draft, Report& report) {
  if (draft.source.allow_unauthenticated) {
    report.warn(draft.origin, "allow_unauthenticated: whoever reaches this address can send alerts");
  } else if (!draft.has_proof) {
    report.problem(draft.origin,
                   draft.origin.where == Where::file
                       ? "neither client_secrets nor url_token is set, so that anybody could send alerts; if that is "
                         "meant, say allow_unauthenticated: true"
                       : "is set, but neither SENTRY_CLIENT_SECRET nor SENTRY_URL_TOKEN is");
  }
}

std::vector<sentry::Source> finish_sources(Draft& draft, Report& report) {
  if (draft.sources.empty() && !draft.has_sources) {
    report.problem(draft.has_file ? draft.sources_origin : environment_origin("SENTRY_CLIENT_SECRET"),
                   "no sender is configured: set SENTRY_CLIENT_SECRET to the client secret of Sentry's integration (or "
                   "SENTRY_URL_TOKEN for its legacy WebHooks plugin), or name one under sources in the file");
  }
  std::vector<sentry::Source> out;
  for (SourceDraft& source : draft.sources) {
    check_proof(source, report);
    if (source.silence_alarm.count() > 0) {
      draft.config.silence_alarms[source.source.name] = source.silence_alarm;
    }
    out.push_back(std::move(source.source));
  }
  return out;
}

void finish_robots(Draft& draft, Report& report) {
  for (RobotDraft& robot : robots_of(draft.form, report)) {
    draft.robots.push_back(std::move(robot));
  }
  check_fallbacks(draft.robots, report);
  std::vector<RobotDraft> robots = merge_robots(std::move(draft.robots), report);
  check_merged_fallbacks(robots, report);
  for (RobotDraft& robot : robots) {
    if (!robot.keywords.include.empty() || !robot.keywords.exclude.empty()) {
      draft.config.keywords[robot.robot.name] = std::move(robot.keywords);
    }
    if (robot.extras.repeat_interval.count() > 0 || !robot.extras.fallback.empty()) {
      draft.config.extras[robot.robot.name] = std::move(robot.extras);
    }
    draft.config.robots.push_back(std::move(robot.robot));
  }
}

void check_listeners(const Draft& draft, Report& report) {
  const auto is_any = [](const std::string& host) { return host == "0.0.0.0" || host == "::"; };
  const ListenAddress& server = draft.config.server;
  const ListenAddress& admin = draft.config.admin;
  const bool same_host = server.host == admin.host || is_any(server.host) || is_any(admin.host);
  if (server.port == admin.port && server.port != 0 && same_host) {
    report.problem(draft.listen_origin, "server.listen and admin.listen have the same port: each needs its own");
  }
}

LoadResult finish(Draft draft, const Surroundings& surroundings, const Overrides& overrides, Report& report) {
  const Environment environment(surroundings, report);
  fill_sources(draft, environment, report);
  fill_robots(draft, environment, report);
  apply_relay_variables(draft, environment, report);
  apply_overrides(draft, overrides, report);
  check_listeners(draft, report);
  draft.config.sources = finish_sources(draft, report);
  finish_robots(draft, report);
  auto problems = report.problems();
  if (!problems.empty()) {
    return Problems{std::move(problems)};
  }
  return Loaded{.config = std::move(draft.config), .warnings = report.warnings()};
}

}  // namespace

LoadResult load(std::optional<std::string_view> yaml, std::string_view file_name, const Surroundings& surroundings,
                const Overrides& overrides) {
  Report report{std::string(file_name)};
  Draft draft;
  draft.has_file = yaml.has_value();
  set_kind_defaults(draft.config);
  if (yaml.has_value()) {
    const ParsedYaml parsed = parse_yaml(*yaml);
    for (const SyntaxProblem& problem : parsed.problems) {
      report.problem(Origin{.where = Where::file, .place = problem.place, .path = {}}, problem.text);
    }
    if (!parsed.problems.empty()) {
      return Problems{report.problems()};
    }
    parse_document(parsed.root, surroundings, draft, report);
  }
  return finish(std::move(draft), surroundings, overrides, report);
}

}  // namespace relay::config
