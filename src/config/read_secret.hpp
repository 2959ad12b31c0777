// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "config/report.hpp"
#include "config/section.hpp"
#include "relay/config/load.hpp"

namespace relay::config {

// A secret in any of its forms: a string as it stands, {file: path} without the line ends at its end, {env: NAME} as
// it stands, {credential: NAME} as a file of systemd's. Nothing after a problem.
[[nodiscard]] std::optional<Text> read_secret(const Node& node, const Origin& origin, const Surroundings& surroundings,
                                              Report& report);

// The same for a key of a section; nothing when it is absent.
[[nodiscard]] std::optional<Text> read_secret(const Section& section, std::string_view key,
                                              const Surroundings& surroundings, Report& report);

// What a file holds, without the line ends at its end; a problem when it cannot be read or holds nothing.
[[nodiscard]] std::optional<Text> read_text_file(const Text& path, const Surroundings& surroundings, Report& report);

// The same, with a warning when every user can read the file.
[[nodiscard]] std::optional<Text> read_secret_file(const Text& path, const Surroundings& surroundings, Report& report);

}  // namespace relay::config
