// SPDX-License-Identifier: MIT
#pragma once

#include "config/draft.hpp"
#include "config/section.hpp"
#include "relay/config/load.hpp"

// One function a section of the file. Each takes the whole document and reports every problem of its section.
namespace relay::config {

void parse_listeners(const Section& top, Draft& draft, Report& report);  // server, admin
void parse_spool(const Section& top, SpoolConfig& spool, Report& report);
// language, timezone, proxy, ca_file, deadline, dedup_window
void parse_general(const Section& top, const Surroundings& surroundings, Config& config);
void parse_kinds(const Section& top, Config& config, Report& report);
void parse_sources(const Section& top, const Surroundings& surroundings, Draft& draft, Report& report);
void parse_robots(const Section& top, const Surroundings& surroundings, Draft& draft, Report& report);
void parse_plugin_form(const Section& top, const Surroundings& surroundings, Draft& draft, Report& report);  // dingtalk

// Shared with the environment.
[[nodiscard]] Result<dingtalk::Language> parse_language(std::string_view text);
[[nodiscard]] Result<std::optional<Url>> parse_proxy(std::string_view text);
[[nodiscard]] Result<std::string> parse_spool_path(std::string_view text);

}  // namespace relay::config
