// SPDX-License-Identifier: MIT
#include "config/unique_names.hpp"

#include <map>
#include <string_view>

namespace relay::config {

void check_unique(const std::vector<Text>& names, Report& report) {
  std::map<std::string_view, const Origin*> first;
  for (const Text& name : names) {
    const auto [found, fresh] = first.emplace(name.value, &name.origin);
    if (!fresh && !name.value.empty()) {
      report.problem(name.origin, "\"" + name.value + "\" is the name of " + found->second->path + " too");
    }
  }
}

}  // namespace relay::config
