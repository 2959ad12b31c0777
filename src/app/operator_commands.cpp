// SPDX-License-Identifier: MIT
#include "app/operator_commands.hpp"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "relay/delivery/delivery.hpp"

namespace relay::app {
namespace {

void add_place(CLI::App& command, ConfigSource& source) {
  command.add_option("-c,--config,--config.file", source.path,
                     std::string("The YAML file (default: ") + kDefaultConfigPath + " when it exists)");
  command.add_option("--spool-path", source.overrides.spool_path, "The database file, as the daemon was told");
}

std::vector<std::string> state_names() {
  std::vector<std::string> names;
  names.reserve(delivery::kStates.size());
  for (const delivery::State state : delivery::kStates) {
    names.emplace_back(delivery::to_string(state));
  }
  return names;
}

void add_filter(CLI::App& command, FilterArguments& filter) {
  command.add_option("--robot", filter.robot, "Only of this robot")->type_name("NAME");
  command
      .add_option("--state", filter.state,
                  "pending, shown, digested, suppressed, dead, unknown, expired, discarded or shed")
      ->check(CLI::IsMember(state_names()).description(""))
      ->type_name("STATE");
  command.add_option("--issue", filter.issue, "Only of this issue: its short id or number")->type_name("ID");
  command.add_option("--since", filter.since, "Accepted since: 2h, 3d, or 2026-11-23 15:04 in the configured zone")
      ->type_name("TIME");
  command.add_option("--until", filter.until, "Accepted until, likewise")->type_name("TIME");
}

void add_json(CLI::App& command, bool& json) {
  command.add_flag("--json", json, "JSON instead of text; times are Unix milliseconds");
}

void add_deliveries(CLI::App& program, DeliveriesArguments& arguments, Action& action) {
  CLI::App* command =
      add_command(program, "deliveries", "List deliveries, the newest first, or check that none is lost",
                  "  sentry-dingtalk-relay deliveries --state dead --since 2h\n"
                  "  sentry-dingtalk-relay deliveries --robot backend --json --limit 1000\n"
                  "  sentry-dingtalk-relay deliveries --check\n");
  add_place(*command, arguments.config);
  add_filter(*command, arguments.filter);
  command->add_option("--limit", arguments.limit, "At most so many")
      ->capture_default_str()
      ->check(CLI::Range(1, 10'000).description(""))
      ->type_name("N");
  add_json(*command, arguments.json);
  command->add_flag("--check", arguments.check,
                    "Compare the counters with one another and with every row (exit 1: something is lost)");
  command->callback([&] { action = [&] { return deliveries(arguments); }; });
}

void add_explain(CLI::App& program, ExplainArguments& arguments, Action& action) {
  CLI::App* command = add_command(program, "explain", "Tell the whole life of one alert, each step with its time",
                                  "  sentry-dingtalk-relay explain 4711\n"
                                  "  sentry-dingtalk-relay explain BACKEND-1A\n"
                                  "  sentry-dingtalk-relay explain 0123456789abcdef0123456789abcdef\n"
                                  "  sentry-dingtalk-relay explain --last\n");
  add_place(*command, arguments.config);
  command->add_option("what", arguments.what, "An alert's id, as logs have it; an event's id; an issue's short id")
      ->type_name("ID");
  command->add_flag("--last", arguments.last, "The alert that came last");
  add_json(*command, arguments.json);
  command->callback([&] { action = [&] { return explain(arguments); }; });
}

void add_change(CLI::App* command, ChangeArguments& arguments) {
  add_place(*command, arguments.config);
  command->add_option("alert", arguments.filter.alert, "Only of this alert")->type_name("ALERT");
  add_filter(*command, arguments.filter);
  command->add_flag("--all", arguments.all, "Without any of these");
  add_json(*command, arguments.json);
}

void add_redrive(CLI::App& program, ChangeArguments& arguments, Action& action) {
  CLI::App* command =
      add_command(program, "redrive", "Make ended deliveries wait again: dead letters, or what --state names",
                  "  sentry-dingtalk-relay redrive 4711\n"
                  "  sentry-dingtalk-relay redrive --robot backend --since 2h\n"
                  "  sentry-dingtalk-relay redrive --state expired --all\n");
  add_change(command, arguments);
  command->callback([&] { action = [&] { return redrive(arguments); }; });
}

void add_discard(CLI::App& program, ChangeArguments& arguments, Action& action) {
  CLI::App* command = add_command(program, "discard", "Give up deliveries that wait, and dead letters",
                                  "  sentry-dingtalk-relay discard 4711\n"
                                  "  sentry-dingtalk-relay discard --robot backend --state pending --until 1h\n");
  add_change(command, arguments);
  command->callback([&] { action = [&] { return discard(arguments); }; });
}

CLI::App* add_pausing(CLI::App& program, const char* name, const char* what, const char* examples,
                      PauseArguments& arguments) {
  CLI::App* command = add_command(program, name, what, examples);
  add_place(*command, arguments.config);
  command->add_option("robot", arguments.robot, "The robot's name")->required()->type_name("ROBOT");
  return command;
}

void add_spool(CLI::App& program, SpoolArguments& arguments, Action& action) {
  CLI::App* spool =
      add_command(program, "spool", "Check, copy, or read a spool's file",
                  "  sentry-dingtalk-relay spool check\n"
                  "  sentry-dingtalk-relay spool snapshot /var/backups/spool.db\n"
                  "  sentry-dingtalk-relay spool export spool.db.corrupt-20261123T070405Z > rescued.jsonl\n");
  spool->require_subcommand(1);
  CLI::App* check = spool->add_subcommand("check", "Look at every page, and compare the counters with the rows");
  add_place(*check, arguments.config);
  check->add_option("file", arguments.file, "A copy, or one that was set aside (default: the spool)")
      ->type_name("FILE");
  check->callback([&] { action = [&] { return check_spool(arguments); }; });
  CLI::App* snapshot = spool->add_subcommand("snapshot", "Copy the spool to a file, while the relay goes on");
  add_place(*snapshot, arguments.config);
  snapshot->add_option("file", arguments.file, "The new file")->required()->type_name("FILE");
  snapshot->add_flag("--force", arguments.force, "Replace the file if it exists");
  snapshot->callback([&] { action = [&] { return snapshot_spool(arguments); }; });
  CLI::App* exports = spool->add_subcommand("export", "Print what can be read of a file, an alert a line, as JSON");
  exports->add_option("file", arguments.file, "A copy, or one that was set aside")->required()->type_name("FILE");
  exports->callback([&] { action = [&] { return export_spool(arguments); }; });
}

}  // namespace

void add_operator_commands(CLI::App& program, OperatorArguments& arguments, Action& action) {
  add_deliveries(program, arguments.deliveries, action);
  add_explain(program, arguments.explain, action);
  add_redrive(program, arguments.redrive, action);
  add_discard(program, arguments.discard, action);
  add_pausing(program, "pause", "Keep a robot silent; its alerts wait, also over restarts",
              "  sentry-dingtalk-relay pause backend\n", arguments.pause)
      ->callback([&] { action = [&] { return pause_robot(arguments.pause); }; });
  add_pausing(program, "resume", "Let a paused robot go on", "  sentry-dingtalk-relay resume backend\n",
              arguments.resume)
      ->callback([&] { action = [&] { return resume_robot(arguments.resume); }; });
  add_spool(program, arguments.spool, action);
}

}  // namespace relay::app
