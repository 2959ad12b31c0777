// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "relay/sentry/source.hpp"

namespace relay::sentry {

// What an address of Sentry says about the thing behind it; "" for what it does not say. Knows the forms
//   /organizations/{org}/issues/{id}/events/{event}/        since 2019
//   {org}.sentry.io/issues/{id}/                            customer domains, since 2022
//   /{org}/{project}/issues/{id}/ and …/group/{id}/         before 2019
//   /api/0/projects/{org}/{project}/events/{event}/ and /api/0/organizations/{org}/issues/{id}/, /api/0/issues/{id}/
struct Place {
  std::string origin{};  // "https://sentry.example.com"
  std::string organization{};
  std::string project{};
  std::string issue_id{};
  std::string event_id{};
};
[[nodiscard]] Place place_in(std::string_view url);

// A page of Sentry for people: http or https, percent-encoded, on the source's base_url when it has Sentry's shape.
// "" for an API address (it needs a token) and for what is no address. A relative one stands on the base_url.
[[nodiscard]] std::string page(std::string_view url, const Source& source);

// An address that is not Sentry's own, as it came: a pull request, a download. "" for what is not http or https.
[[nodiscard]] std::string elsewhere(std::string_view url);

// The page of an issue, from its parts: on the source's base_url, else on `origin`. "" when a part is not known.
[[nodiscard]] std::string issue_page(const Source& source, std::string_view origin, std::string_view organization,
                                     std::string_view issue_id);

}  // namespace relay::sentry
