// SPDX-License-Identifier: MIT
#include "config/environment.hpp"

#include "config/read_secret.hpp"

namespace relay::config {

std::optional<Text> Environment::get(const std::string& name) const {
  auto value = surroundings_->environment(name);
  if (!value.has_value() || value->empty()) {
    return std::nullopt;
  }
  return Text{.value = std::move(*value), .origin = environment_origin(name)};
}

std::optional<Text> Environment::get_or_file(const std::string& name) const {
  return get_or_read(name, read_text_file);
}

std::optional<Text> Environment::get_secret_or_file(const std::string& name) const {
  return get_or_read(name, read_secret_file);
}

std::optional<Text> Environment::get_or_read(const std::string& name, ReadFile read_file) const {
  auto value = get(name);
  const auto path = get(name + "_FILE");
  if (!path.has_value()) {
    return value;
  }
  if (value.has_value()) {
    report_->problem(path->origin, name + " is set as well: set only one of them");
    return std::nullopt;
  }
  return read_file(*path, *surroundings_, *report_);
}

std::optional<Origin> Environment::find(const std::string& name) const {
  for (const std::string& either : {name, name + "_FILE"}) {
    if (get(either).has_value()) {
      return environment_origin(either);
    }
  }
  return std::nullopt;
}

}  // namespace relay::config
