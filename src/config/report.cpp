// SPDX-License-Identifier: MIT
#include "config/report.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace relay::config {

Origin environment_origin(std::string variable) {
  return Origin{.where = Where::environment, .place = {}, .path = std::move(variable)};
}

Origin command_line_origin(std::string flag) {
  return Origin{.where = Where::command_line, .place = {}, .path = std::move(flag)};
}

Origin answer_origin(std::string field) {
  return Origin{.where = Where::answer, .place = {}, .path = std::move(field)};
}

std::vector<std::string> Report::lines(std::vector<Remark> remarks) const {
  const auto order = [](const Remark& remark) {
    return std::tuple(remark.origin.where, remark.origin.place.line, remark.origin.place.column);
  };
  std::stable_sort(remarks.begin(), remarks.end(),
                   [&](const Remark& left, const Remark& right) { return order(left) < order(right); });
  std::vector<std::string> out;
  std::unordered_set<std::string> said;
  for (const Remark& remark : remarks) {
    if (said.insert(line(remark)).second) {
      out.push_back(line(remark));
    }
  }
  return out;
}

std::string Report::line(const Remark& remark) const {
  const Origin& origin = remark.origin;
  std::string out;
  switch (origin.where) {
    case Where::file:
      out = file_name_ + ":" + std::to_string(origin.place.line) + ":" + std::to_string(origin.place.column) + ": ";
      break;
    case Where::environment:
      out = "environment: ";
      break;
    case Where::command_line:
      out = "command line: ";
      break;
    case Where::answer:  // who was asked knows where
      break;
  }
  return out + (origin.path.empty() ? std::string{} : origin.path + ": ") + remark.text;
}

}  // namespace relay::config
