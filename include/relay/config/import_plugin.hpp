// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "relay/config/load.hpp"
#include "relay/config/write.hpp"

namespace relay::config {

enum class Naming {
  numbered,  // robot-1, robot-2, …
  by_token,  // as the `dingtalk:` form names them, so that alerts that wait there go on to them
};

struct ImportOptions {
  dingtalk::Language language{dingtalk::Language::en};  // of the remarks
  Naming naming{Naming::numbered};
  std::vector<std::string> names{};  // of the first robots, in order; the others by `naming`
};

struct PluginImport {
  // The robots that the `dingtalk:` form makes of the same settings, but for their names. Each remark says on which
  // line its token and its secret stand.
  std::vector<RobotText> robots;
  std::vector<Warning> warnings;
};

using ImportResult = boost::system::result<PluginImport, Problems>;

// The settings of the Sentry plugin "sentry-dingtalk-notify": as YAML, as pasted from its page, or as JSON of Sentry's
// API or export. `source_name` is used in problems only. Neither problems, warnings nor remarks ever hold a secret.
[[nodiscard]] ImportResult import_plugin(std::string_view text, std::string_view source_name,
                                         const ImportOptions& options);

// The same of settings by their names, as a person was asked for them.
using PluginAnswers = std::map<std::string, std::string>;
[[nodiscard]] ImportResult import_plugin(const PluginAnswers& answers, const ImportOptions& options);

}  // namespace relay::config
