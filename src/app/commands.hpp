// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "app/exit_code.hpp"
#include "app/load_config.hpp"
#include "relay/telemetry/event_line.hpp"

// One function a subcommand: arguments in, exit code out; output on stdout, problems on stderr.
namespace relay::app {

struct ServeArguments {
  ConfigSource config;
  telemetry::LogLevel log_level{telemetry::LogLevel::info};
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

struct HealthcheckArguments {
  ConfigSource config;
};
[[nodiscard]] ExitCode healthcheck(const HealthcheckArguments& arguments);

}  // namespace relay::app
