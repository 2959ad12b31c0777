// SPDX-License-Identifier: MIT
#include "config/from_environment.hpp"
#include "config/parse_sections.hpp"

namespace relay::config {
namespace {

template <class T, class Parse>
void set(const std::optional<Text>& text, T& into, const Parse& parse, Report& report) {
  const auto line = text.has_value() ? single_line(*text, report) : std::nullopt;
  if (line.has_value()) {
    assign(*line, report, into, parse);
  }
}

std::optional<Text> flag(const char* name, const std::optional<std::string>& value) {
  return value.has_value() ? std::optional(Text{.value = *value, .origin = command_line_origin(name)}) : std::nullopt;
}

void set_listen(const std::optional<Text>& text, Draft& draft, ListenAddress& into, Report& report) {
  set(text, into, parse_listen, report);
  draft.listen_origin = text.has_value() ? text->origin : draft.listen_origin;
}

}  // namespace

void apply_relay_variables(Draft& draft, const Environment& environment, Report& report) {
  Config& config = draft.config;
  set_listen(environment.get("RELAY_LISTEN"), draft, config.server, report);
  set_listen(environment.get("RELAY_ADMIN_LISTEN"), draft, config.admin, report);
  set(environment.get("RELAY_SPOOL_PATH"), config.spool.path, parse_spool_path, report);
  set(environment.get("RELAY_LANGUAGE"), config.language, parse_language, report);
  set(environment.get("RELAY_TIMEZONE"), config.timezone, TimeZone::find, report);
  set(environment.get("RELAY_PROXY"), config.proxy, parse_proxy, report);
}

void apply_overrides(Draft& draft, const Overrides& overrides, Report& report) {
  Config& config = draft.config;
  set_listen(flag("--listen", overrides.listen), draft, config.server, report);
  set_listen(flag("--admin-listen", overrides.admin_listen), draft, config.admin, report);
  set(flag("--spool-path", overrides.spool_path), config.spool.path, parse_spool_path, report);
}

}  // namespace relay::config
