// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relay/config/config.hpp"

namespace relay::config {

// All the problems of one configuration, in the order of the file: "relay.yaml:14:7: robots[1].secret: …".
struct Problems {
  std::vector<std::string> lines;  // never empty
};

// Where values beside the file come from; tests pass their own.
struct Surroundings {
  std::function<std::optional<std::string>(const std::string& name)> environment;  // a variable's value
  std::function<Result<std::string>(const std::string& path)> read_file;           // at most 1 MiB
  std::function<bool(const std::string& path)> readable_by_everyone{};             // may be empty: never
};

// The process's own environment and files.
[[nodiscard]] Surroundings real_surroundings();

// Flags of the command line; they win over everything.
struct Overrides {
  std::optional<std::string> listen;
  std::optional<std::string> admin_listen;
  std::optional<std::string> spool_path;
};

using LoadResult = boost::system::result<Loaded, Problems>;

// Precedence: flag > RELAY_* > file > default; DINGTALK_* and SENTRY_* fill only what the file leaves empty, with a
// warning that says so. `yaml` is absent when there is no file at all. `file_name` is used in problems only. A variable
// that is set but empty counts as not set. Neither problems nor warnings ever hold a secret.
[[nodiscard]] LoadResult load(std::optional<std::string_view> yaml, std::string_view file_name,
                              const Surroundings& surroundings, const Overrides& overrides);

// Only what commands need that look into the spool: `spool`, `language`, `timezone`; all else of the result is a
// default. Whatever is wrong elsewhere in the file, secrets that only the service can read above all, is no problem.
[[nodiscard]] boost::system::result<Config, Problems> load_spool_view(std::optional<std::string_view> yaml,
                                                                      std::string_view file_name,
                                                                      const Surroundings& surroundings,
                                                                      const Overrides& overrides);

// "0.0.0.0:8090", "[::]:8090", ":8090", "8090", "localhost:8090" (127.0.0.1). Names are not looked up.
[[nodiscard]] Result<ListenAddress> parse_listen(std::string_view text);

}  // namespace relay::config
