// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "relay/config/load.hpp"

namespace relay::config::test {

// Variables and files as a test wants them.
struct FakeWorld {
  std::map<std::string, std::string> variables{};
  std::map<std::string, std::string> files{};
  std::set<std::string> open_files{};  // every user may read them
  Overrides overrides{};

  [[nodiscard]] Surroundings surroundings() const {
    const auto variable = [this](const std::string& name) {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    const auto file = [this](const std::string& path) -> Result<std::string> {
      const auto found = files.find(path);
      if (found == files.end()) {
        return fail(ErrorKind::io, "No such file or directory");
      }
      return found->second;
    };
    const auto is_open = [this](const std::string& path) { return open_files.contains(path); };
    return {.environment = variable, .read_file = file, .readable_by_everyone = is_open};
  }
};

using Lines = std::vector<std::string>;

inline LoadResult load_text(std::optional<std::string_view> yaml, const FakeWorld& world) {
  return load(yaml, "relay.yaml", world.surroundings(), world.overrides);
}

inline Lines problems_of(std::optional<std::string_view> yaml, const FakeWorld& world = {}) {
  const LoadResult result = load_text(yaml, world);
  return result.has_value() ? Lines{} : result.error().lines;
}

// An empty configuration, and a failed test, when there are problems.
inline Loaded loaded(std::optional<std::string_view> yaml, const FakeWorld& world = {}) {
  const LoadResult result = load_text(yaml, world);
  if (result.has_error()) {
    ADD_FAILURE() << testing::PrintToString(result.error().lines);
    return {};
  }
  return *result;
}

// Appended to a text without sources, so that no place before it moves.
inline constexpr std::string_view kSource = "\nsources: [{name: main, client_secrets: [aaaa]}]\n";

}  // namespace relay::config::test
