// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relay::sentry {

// Sentry's page that lists the issues of the project that an issue's page belongs to:
//   https://host/organizations/acme/issues/42/?project=7 -> https://host/organizations/acme/issues/?project=7
//   https://acme.sentry.io/issues/42/                    -> https://acme.sentry.io/issues/
// Empty for what is no issue's page.
[[nodiscard]] std::string issue_list(std::string_view issue_page);

}  // namespace relay::sentry
