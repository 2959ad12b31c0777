// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "config/report.hpp"
#include "relay/config/load.hpp"

namespace relay::config {

// The environment's variables; a variable that is empty is not set. Both references outlive it.
class Environment {
 public:
  Environment(const Surroundings& surroundings, Report& report) : surroundings_(&surroundings), report_(&report) {}

  [[nodiscard]] std::optional<Text> get(const std::string& name) const;
  // The variable, or what the file holds that NAME_FILE names; both set is a problem.
  [[nodiscard]] std::optional<Text> get_or_file(const std::string& name) const;
  // The same of a secret: a file that every user can read gets a warning.
  [[nodiscard]] std::optional<Text> get_secret_or_file(const std::string& name) const;
  // Of the variable or its _FILE twin, whichever is set, be its value usable or not.
  [[nodiscard]] std::optional<Origin> find(const std::string& name) const;

 private:
  using ReadFile = std::optional<Text> (*)(const Text& path, const Surroundings& surroundings, Report& report);
  [[nodiscard]] std::optional<Text> get_or_read(const std::string& name, ReadFile read_file) const;

  const Surroundings* surroundings_;
  Report* report_;
};

}  // namespace relay::config
