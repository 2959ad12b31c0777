// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <set>

#include "fuzz/check.hpp"
#include "relay/base/utf8.hpp"
#include "relay/config/load.hpp"

namespace relay::fuzz {
namespace {

config::Surroundings empty_surroundings() {
  config::Surroundings surroundings;
  surroundings.environment = [](const std::string& /*name*/) { return std::nullopt; };
  surroundings.read_file = [](const std::string& /*path*/) -> Result<std::string> {
    return std::string("from a file");
  };
  return surroundings;
}

void config_holds(const config::Config& config) {
  check(!config.sources.empty(), "there is a source");
  std::set<std::string> names;
  for (const sentry::Source& source : config.sources) {
    check(names.insert(source.name).second, "sources have different names");
    check(source.allow_unauthenticated || !source.client_secrets.empty() || !source.url_token.empty(),
          "a source asks for a proof");
  }
  std::set<std::string> keys;
  for (const dingtalk::Robot& robot : config.robots) {
    check(keys.insert(dingtalk::robot_key(robot)).second, "a token appears once");
    check(robot.max_per_minute >= 1 && robot.max_per_minute <= 20, "1 to 20 a minute");
    check(robot.keyword.find_first_of("<>") == std::string::npos, "a keyword holds no < or >");
    check(!robot.access_token.empty(), "a robot has a token");
  }
  for (const auto& [name, words] : config.keywords) {
    check(!words.include.empty() || !words.exclude.empty(), "keywords of a robot are some");
  }
  check(config.kinds.size() == alert::source_kinds().size(), "every kind has a policy");
}

void lines_hold(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    check(!line.empty() && utf8::is_valid(line), "problems and warnings are valid UTF-8");
    check(line.find_first_of("\r\n") == std::string::npos, "a problem is one line");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto loaded = config::load(view(data, size), "relay.yaml", empty_surroundings(), {});
  if (loaded.has_value()) {
    config_holds(loaded->config);
    lines_hold(loaded->warnings);
  } else {
    check(!loaded.error().lines.empty(), "a refusal says why");
    lines_hold(loaded.error().lines);
  }
  return 0;
}

}  // namespace relay::fuzz
