// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/exit_code.hpp"
#include "app/load_config.hpp"
#include "relay/telemetry/log.hpp"

// One function a subcommand: arguments in, exit code out; output on stdout, problems on stderr.
namespace relay::app {

struct ServeArguments {
  ConfigSource config;
  telemetry::LogLevel log_level{telemetry::LogLevel::info};
  telemetry::LogFormat log_format{telemetry::LogFormat::logfmt};
};
[[nodiscard]] ExitCode serve(const ServeArguments& arguments);

struct CheckConfigArguments {
  ConfigSource config;
  bool show_urls{false};
  bool before_reload{
      false};  // systemd hides the service's credentials from ExecReload=: only the service can read them
};
[[nodiscard]] ExitCode check_config(const CheckConfigArguments& arguments);

struct RenderArguments {
  ConfigSource config;
  std::string payload;   // a file, or "-" for stdin
  std::string resource;  // Sentry-Hook-Resource; may be empty
  std::string robot;     // empty: every robot
  bool text{false};      // title and text instead of JSON
};
[[nodiscard]] ExitCode render(const RenderArguments& arguments);

struct SendTestArguments {
  ConfigSource config;
  std::string robot;  // empty: every robot
};
[[nodiscard]] ExitCode send_test(const SendTestArguments& arguments);

struct EmulateArguments {
  ConfigSource config;  // its robots are emulated; three samples when no --config is given
  std::string listen{"127.0.0.1:8092"};
  std::string tls_certificate;
  std::string tls_key;
  std::int64_t window_seconds{60};
  std::int64_t block_seconds{600};
};
[[nodiscard]] ExitCode emulate(const EmulateArguments& arguments);

struct DemoArguments {
  bool keep{false};
};
[[nodiscard]] ExitCode demo(const DemoArguments& arguments);

// Secrets come from files or standard input ("-": its next line), never from a flag.
struct InitArguments {
  std::optional<std::string> access_token_file;
  std::optional<std::string> secret_file;
  std::optional<std::string> client_secret_file;
  std::optional<std::string> keyword;
  std::optional<std::string> at_mobiles;
  std::optional<std::string> language;
  std::optional<std::string> timezone;
  std::optional<std::string> base_url;
  std::string name{"robot-1"};
  std::string output{"relay.yaml"};
  bool force{false};
  bool no_input{false};  // never asks: what is not given stays empty
};
[[nodiscard]] ExitCode init(const InitArguments& arguments);

struct ImportPluginArguments {
  std::string input;   // a file; "-": standard input; empty: a terminal is asked, else standard input
  std::string output;  // empty: stdout
  std::vector<std::string> names;
  std::string language{"en"};
  std::optional<std::string> client_secret_file;
  std::optional<std::string> base_url;
  bool keep_names{false};
  bool force{false};
};
[[nodiscard]] ExitCode import_plugin(const ImportPluginArguments& arguments);

struct HealthcheckArguments {
  ConfigSource config;
};
[[nodiscard]] ExitCode healthcheck(const HealthcheckArguments& arguments);

}  // namespace relay::app
