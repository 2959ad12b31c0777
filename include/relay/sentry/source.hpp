// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "relay/base/secret.hpp"

namespace relay::sentry {

// One configured sender: POST /sentry/<name>, or /sentry/<name>/<url_token> for the legacy WebHooks plugin.
struct Source {
  std::string name;
  std::vector<Secret> client_secrets;  // any of them proves a request; two during a rotation
  Secret url_token;                    // empty: no unsigned requests
  std::string base_url;                // "https://sentry.example.com", no trailing slash; empty: links stay
  std::string organization;            // slug for payloads that carry none; may be empty
  bool allow_unauthenticated{false};
};

}  // namespace relay::sentry
