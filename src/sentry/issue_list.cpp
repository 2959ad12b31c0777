// SPDX-License-Identifier: MIT
#include "relay/sentry/issue_list.hpp"

#include "relay/base/url.hpp"

namespace relay::sentry {

std::string issue_list(std::string_view issue_page) {
  constexpr std::string_view kIssues = "/issues/";
  const auto url = parse_url(issue_page);
  const std::size_t found = url.has_value() ? url->path.find(kIssues) : std::string::npos;
  if (found == std::string::npos) {
    return {};
  }
  const std::string project = query_value(url->query, "project");
  const std::string list = url->origin() + url->path.substr(0, found + kIssues.size());
  return project.empty() ? list : list + "?project=" + percent_encode(project);
}

}  // namespace relay::sentry
