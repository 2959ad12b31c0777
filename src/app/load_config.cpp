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

struct File {
  std::string name;
  std::optional<std::string> text;
  [[nodiscard]] std::optional<std::string_view> yaml() const {
    return text.has_value() ? std::optional<std::string_view>(*text) : std::nullopt;
  }
};

boost::system::result<File, config::Problems> read_file(const ConfigSource& source,
                                                        const config::Surroundings& surroundings) {
  const std::string path = path_of(source);
  if (path.empty()) {
    return File{"environment", std::nullopt};
  }
  auto read = surroundings.read_file(path);
  if (read.has_error()) {
    return config::Problems{{path + ": " + read.error().detail}};
  }
  return File{path, std::move(*read)};
}

}  // namespace

boost::system::result<LoadedConfig, config::Problems> read_config(const ConfigSource& source) {
  const config::Surroundings surroundings = config::real_surroundings();
  const auto file = read_file(source, surroundings);
  if (file.has_error()) {
    return file.error();
  }
  auto loaded = config::load(file->yaml(), file->name, surroundings, source.overrides);
  if (loaded.has_error()) {
    return loaded.error();
  }
  return LoadedConfig{std::move(*loaded), file->name};
}

std::optional<config::Config> load_spool_view(const ConfigSource& source) {
  const config::Surroundings surroundings = config::real_surroundings();
  const auto file = read_file(source, surroundings);
  if (file.has_error()) {
    say(file.error());
    return std::nullopt;
  }
  auto view = config::load_spool_view(file->yaml(), file->name, surroundings, source.overrides);
  if (view.has_error()) {
    say(view.error());
    return std::nullopt;
  }
  return std::move(*view);
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
