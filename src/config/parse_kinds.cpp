// SPDX-License-Identifier: MIT
#include "config/parse_sections.hpp"

namespace relay::config {
namespace {

Result<KindPolicy> parse_policy(std::string_view text) {
  if (text == "show") {
    return KindPolicy::show;
  }
  if (text == "count") {
    return KindPolicy::count;
  }
  return fail(ErrorKind::malformed, "show or count is expected");
}

}  // namespace

void parse_kinds(const Section& top, Config& config, Report& report) {
  std::vector<std::string_view> names;
  for (const alert::Kind kind : alert::source_kinds()) {
    names.push_back(alert::to_string(kind));
  }
  const Section section(top.find("kinds"), top.origin_of("kinds"), names, report);
  for (const alert::Kind kind : alert::source_kinds()) {
    section.read(alert::to_string(kind), config.kinds.at(kind), parse_policy);
  }
}

}  // namespace relay::config
