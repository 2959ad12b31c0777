// SPDX-License-Identifier: MIT
#include <utility>

#include "config/from_environment.hpp"
#include "config/parse_sections.hpp"
#include "config/parse_yaml.hpp"
#include "relay/config/load.hpp"

namespace relay::config {
namespace {

void read_view(const Node& root, Config& config, Report& report) {
  Report elsewhere{""};  // keys that are not known here are no problem of the spool
  const Section top(&root, Origin{}, kTopKeys, elsewhere);
  parse_spool(top, config.spool, report);
  top.read("language", config.language, parse_language);
  top.read("timezone", config.timezone, TimeZone::find);
}

}  // namespace

boost::system::result<Config, Problems> load_spool_view(std::optional<std::string_view> yaml,
                                                        std::string_view file_name, const Surroundings& surroundings,
                                                        const Overrides& overrides) {
  Report report{std::string(file_name)};
  Draft draft;
  if (yaml.has_value()) {
    const ParsedYaml parsed = parse_yaml(*yaml);
    for (const SyntaxProblem& problem : parsed.problems) {
      report.problem(Origin{.where = Where::file, .place = problem.place, .path = {}}, problem.text);
    }
    read_view(parsed.root, draft.config, report);
  }
  apply_relay_variables(draft, Environment(surroundings, report), report);
  apply_overrides(draft, overrides, report);
  auto problems = report.problems();
  if (!problems.empty()) {
    return Problems{std::move(problems)};
  }
  return std::move(draft.config);
}

}  // namespace relay::config
