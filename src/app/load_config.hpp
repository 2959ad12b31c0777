// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "relay/config/load.hpp"

namespace relay::app {

// Where the configuration comes from, by the command line.
struct ConfigSource {
  std::string path;  // --config; empty: kDefaultConfigPath when it exists, else the environment alone
  config::Overrides overrides;
};

inline constexpr const char* kDefaultConfigPath = "/etc/sentry-dingtalk-relay/relay.yaml";

struct LoadedConfig {
  config::Loaded loaded;
  std::string origin;  // the file's path, or "environment"
};

// Loads, or gives every problem.
[[nodiscard]] boost::system::result<LoadedConfig, config::Problems> read_config(const ConfigSource& source);

// Loads, or says every problem on stderr and gives nothing (exit 78).
[[nodiscard]] std::optional<LoadedConfig> load_config(const ConfigSource& source);

// config::load_spool_view of the same source, or says every problem on stderr and gives nothing (exit 78).
[[nodiscard]] std::optional<config::Config> load_spool_view(const ConfigSource& source);

}  // namespace relay::app
