// SPDX-License-Identifier: MIT
#include "relay/app/run.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/operator_commands.hpp"
#include "app/setup_commands.hpp"
#include "app/standard_descriptors.hpp"
#include "app/version.hpp"

namespace relay::app {
namespace {

// --config.file is the Prometheus world's spelling; compose files get copied.
constexpr const char* kConfigFlags = "-c,--config,--config.file";

void add_config(CLI::App& command, ConfigSource& source) {
  command.add_option(
      kConfigFlags, source.path,
      std::string("The YAML file (default: ") + kDefaultConfigPath + " when it exists, else the environment alone)");
}

// A word stands for its value. `words` outlives the program; `variable` may have been meant.
template <class Value>
CLI::Validator one_of(const std::map<std::string, Value>& words, const std::string& variable) {
  const auto check = [&words, variable](std::string& text) -> std::string {
    if (const auto found = words.find(text); found != words.end()) {
      text = std::to_string(static_cast<int>(found->second));
      return {};
    }
    std::string known;
    for (const auto& [word, value] : words) {
      known += (known.empty() ? "" : ", ") + word;
    }
    return "\"" + text + "\", here or in " + variable + ", is none of: " + known;
  };
  return {check, ""};
}

void add_serve(CLI::App& program, ServeArguments& arguments, Action& action) {
  static const std::map<std::string, telemetry::LogLevel> kLevels{{"debug", telemetry::LogLevel::debug},
                                                                  {"info", telemetry::LogLevel::info},
                                                                  {"warn", telemetry::LogLevel::warning},
                                                                  {"error", telemetry::LogLevel::error}};
  static const std::map<std::string, telemetry::LogFormat> kFormats{{"logfmt", telemetry::LogFormat::logfmt},
                                                                    {"json", telemetry::LogFormat::json}};
  CLI::App* command = add_command(program, "serve", "Run the relay",
                                  "  sentry-dingtalk-relay serve -c relay.yaml\n"
                                  "  SENTRY_CLIENT_SECRET=… DINGTALK_ACCESS_TOKEN=… sentry-dingtalk-relay serve\n");
  add_config(*command, arguments.config);
  command->add_option("--listen", arguments.config.overrides.listen, "Where webhooks come in, host:port");
  command->add_option("--admin-listen", arguments.config.overrides.admin_listen, "Health and metrics, host:port");
  command->add_option("--spool-path", arguments.config.overrides.spool_path, "The database file");
  command->add_option("--log-level,--log.level", arguments.log_level, "debug, info, warn or error")
      ->transform(one_of(kLevels, "RELAY_LOG_LEVEL"))
      ->type_name("LEVEL")
      ->envname("RELAY_LOG_LEVEL");
  command->add_option("--log-format,--log.format", arguments.log_format, "logfmt or json")
      ->transform(one_of(kFormats, "RELAY_LOG_FORMAT"))
      ->type_name("FORMAT")
      ->envname("RELAY_LOG_FORMAT");
  command->callback([&] { action = [&] { return serve(arguments); }; });
}

void add_check_config(CLI::App& program, CheckConfigArguments& arguments, Action& action) {
  CLI::App* command = add_command(program, "check-config", "Check the configuration and say what it means",
                                  "  sentry-dingtalk-relay check-config -c relay.yaml\n"
                                  "  sentry-dingtalk-relay check-config -c relay.yaml --show-urls\n");
  add_config(*command, arguments.config);
  command->add_flag("--show-urls", arguments.show_urls, "Print the webhook addresses whole, tokens included");
  command->add_flag(
      "--before-reload", arguments.before_reload,
      "For ExecReload=, to which systemd shows no credentials: says nothing of those that cannot be read");
  command->callback([&] { action = [&] { return check_config(arguments); }; });
}

void add_render(CLI::App& program, RenderArguments& arguments, Action& action) {
  CLI::App* command = add_command(program, "render", "Show the message that a Sentry payload becomes; nothing is sent",
                                  "  sentry-dingtalk-relay render payload.json --text\n"
                                  "  sentry-dingtalk-relay render - -c relay.yaml --robot backend < payload.json\n");
  command->add_option(kConfigFlags, arguments.config.path, "The YAML file (default: a sample robot)");
  command->add_option("payload", arguments.payload, "A file with a webhook's body, or - for standard input")
      ->required();
  command->add_option("--resource", arguments.resource, "The Sentry-Hook-Resource header, e.g. event_alert");
  command->add_option("--robot", arguments.robot, "Only for this robot");
  command->add_flag("--text", arguments.text, "Title and text instead of the JSON that DingTalk gets");
  command->callback([&] { action = [&] { return render(arguments); }; });
}

void add_send_test(CLI::App& program, SendTestArguments& arguments, Action& action) {
  CLI::App* command = add_command(program, "send-test", "Send a marked test message and say what DingTalk answered",
                                  "  sentry-dingtalk-relay send-test -c relay.yaml\n"
                                  "  sentry-dingtalk-relay send-test -c relay.yaml --robot backend\n");
  add_config(*command, arguments.config);
  command->add_option("--robot", arguments.robot, "Only to this robot");
  command->callback([&] { action = [&] { return send_test(arguments); }; });
}

void add_emulate(CLI::App& program, EmulateArguments& arguments, Action& action) {
  CLI::App* command =
      add_command(program, "emulate", "Run a local DingTalk robot server with a page that shows the group",
                  "  sentry-dingtalk-relay emulate\n"
                  "  sentry-dingtalk-relay emulate -c relay.yaml --listen 127.0.0.1:8092 --block 30\n");
  command->add_option(kConfigFlags, arguments.config.path,
                      "The YAML file whose robots are emulated (default: samples)");
  command->add_option("--listen", arguments.listen, "host:port")->capture_default_str();
  command->add_option("--window", arguments.window_seconds, "Seconds of the rate window")
      ->capture_default_str()
      ->check(CLI::Range(1, 3600));
  command->add_option("--block", arguments.block_seconds, "Seconds of the block after too many messages")
      ->capture_default_str()
      ->check(CLI::Range(1, 3600));
  auto* certificate = command->add_option("--tls-cert", arguments.tls_certificate, "PEM chain: serve https");
  auto* key = command->add_option("--tls-key", arguments.tls_key, "PEM key");
  certificate->needs(key);
  key->needs(certificate);
  command->callback([&] { action = [&] { return emulate(arguments); }; });
}

void add_demo(CLI::App& program, DemoArguments& arguments, Action& action) {
  CLI::App* command =
      add_command(program, "demo", "Run relay and emulator together and send one alert of every kind through them",
                  "  sentry-dingtalk-relay demo\n  sentry-dingtalk-relay demo --keep\n");
  command->add_flag("--keep", arguments.keep, "Go on running and print the page's address");
  command->callback([&] { action = [&] { return demo(arguments); }; });
}

void add_healthcheck(CLI::App& program, HealthcheckArguments& arguments, Action& action) {
  CLI::App* command = add_command(program, "healthcheck", "Ask the running relay whether it is well (exit 0 or 1)",
                                  "  sentry-dingtalk-relay healthcheck -c relay.yaml\n");
  add_config(*command, arguments.config);
  command->add_option("--admin-listen", arguments.config.overrides.admin_listen, "As the daemon was told, host:port");
  command->callback([&] { action = [&] { return healthcheck(arguments); }; });
}

ExitCode print_version() {
  std::cout << kProgram << ' ' << kVersion << '\n';
  return ExitCode::ok;
}

// CLI11 has exit codes of its own; ours are sysexits.
int exit_parse(CLI::App& program, const CLI::ParseError& error) {
  return program.exit(error) == 0 ? to_int(ExitCode::ok) : to_int(ExitCode::usage);
}

}  // namespace

int run(int argc, const char* const* argv) {
  open_standard_descriptors();
  CLI::App program{"Sentry webhooks in, signed DingTalk messages out; a 2xx means fsynced."};
  program.name(kProgram);
  program.set_version_flag("--version", std::string(kProgram) + " " + kVersion);
  program.require_subcommand(1);
  Action action;
  ServeArguments serve_arguments;
  CheckConfigArguments check_arguments;
  RenderArguments render_arguments;
  SendTestArguments send_arguments;
  EmulateArguments emulate_arguments;
  DemoArguments demo_arguments;
  HealthcheckArguments health_arguments;
  SetupArguments setup_arguments;
  add_setup_commands(program, setup_arguments, action);
  add_serve(program, serve_arguments, action);
  add_check_config(program, check_arguments, action);
  add_render(program, render_arguments, action);
  add_send_test(program, send_arguments, action);
  add_emulate(program, emulate_arguments, action);
  add_demo(program, demo_arguments, action);
  add_healthcheck(program, health_arguments, action);
  OperatorArguments operator_arguments;
  add_operator_commands(program, operator_arguments, action);
  add_command(program, "version", "Print the version", "  sentry-dingtalk-relay version\n")->callback([&action] {
    action = print_version;
  });
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return exit_parse(program, error);
  }
  return to_int(action());
}

}  // namespace relay::app
