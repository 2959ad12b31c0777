// SPDX-License-Identifier: MIT
#include "app/load_config.hpp"

#include <filesystem>
#include <iostream>

namespace relay::app {
namespace {

void say(const config::Problems& problems) {
  for (const std::string& line : problems.lines) {
    std::cerr << line << '\n';
  }
  const std::size_t count = problems.lines.size();
  std::cerr << count << (count == 1 ? " problem" : " problems") << "; nothing was started\n";
}

std::string path_of(const ConfigSource& source) {
  std::error_code ignored;
  const bool is_default = source.path.empty() && std::filesystem::exists(kDefaultConfigPath, ignored);
  return is_default ? std::string(kDefaultConfigPath) : source.path;
}

}  // namespace

boost::system::result<LoadedConfig, config::Problems> read_config(const ConfigSource& source) {
  const config::Surroundings surroundings = config::real_surroundings();
  const std::string path = path_of(source);
  std::optional<std::string> text;
  if (!path.empty()) {
    auto read = surroundings.read_file(path);
    if (read.has_error()) {
      return config::Problems{{path + ": " + read.error().detail}};
    }
    text = std::move(*read);
  }
  const std::string name = path.empty() ? "environment" : path;
  const auto yaml = text.has_value() ? std::optional<std::string_view>(*text) : std::nullopt;
  auto loaded = config::load(yaml, name, surroundings, source.overrides);
  if (loaded.has_error()) {
    return loaded.error();
  }
  return LoadedConfig{std::move(*loaded), name};
}

std::optional<LoadedConfig> load_config(const ConfigSource& source) {
  auto loaded = read_config(source);
  if (loaded.has_error()) {
    say(loaded.error());
    return std::nullopt;
  }
  return std::move(*loaded);
}

}  // namespace relay::app
