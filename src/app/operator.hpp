// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/exit_code.hpp"
#include "app/load_config.hpp"

// The commands with which people look after a spool. They ask the running daemon, or the spool itself when none runs.
namespace relay::app {

struct FilterArguments {
  std::optional<std::int64_t> alert;
  std::optional<std::string> robot;
  std::optional<std::string> state;
  std::optional<std::string> issue;
  std::optional<std::string> since;  // "2h" ago, or a time in the configured zone
  std::optional<std::string> until;
};

struct DeliveriesArguments {
  ConfigSource config;
  FilterArguments filter;
  std::int64_t limit{50};
  bool json{false};
  bool check{false};
};
[[nodiscard]] ExitCode deliveries(const DeliveriesArguments& arguments);

struct ExplainArguments {
  ConfigSource config;
  std::string what;  // empty: --last
  bool last{false};
  bool json{false};
};
[[nodiscard]] ExitCode explain(const ExplainArguments& arguments);

struct ChangeArguments {
  ConfigSource config;
  FilterArguments filter;
  bool all{false};
  bool json{false};
};
[[nodiscard]] ExitCode redrive(const ChangeArguments& arguments);
[[nodiscard]] ExitCode discard(const ChangeArguments& arguments);

struct PauseArguments {
  ConfigSource config;
  std::string robot;
};
[[nodiscard]] ExitCode pause_robot(const PauseArguments& arguments);
[[nodiscard]] ExitCode resume_robot(const PauseArguments& arguments);

struct SpoolArguments {
  ConfigSource config;
  std::string file;  // check: empty is the spool itself
  bool force{false};
};
[[nodiscard]] ExitCode check_spool(const SpoolArguments& arguments);
[[nodiscard]] ExitCode snapshot_spool(const SpoolArguments& arguments);
[[nodiscard]] ExitCode export_spool(const SpoolArguments& arguments);

}  // namespace relay::app
