// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "relay/config/config.hpp"

namespace relay::config {

enum class Show { masked, whole };  // of the url_token: it is all that proves an unsigned webhook

// What a person pastes into Sentry for one source and one kind of proof.
struct WebhookAddress {
  std::string source;
  std::string proof;        // "signature", "url_token", or "none" where the source takes unproven webhooks
  std::string for_host;     // for a Sentry elsewhere: "http://relay-1.example.com:8090/sentry/main"
  std::string for_compose;  // for one in the same compose project: "http://relay.internal:8090/sentry/main"; Sentry
                            // takes no host name without a dot, so the service needs this alias
};

// In the order of the configuration. `host_name` is this machine's name as others know it; where server.listen names
// one address, that address stands in its place. The port is config.server.port: put the bound one there if it was 0.
[[nodiscard]] std::vector<WebhookAddress> webhook_addresses(const Config& config, Show show,
                                                            std::string_view host_name);

// The same with the name that the system gives this machine. Sentry takes no name without a dot: the address of the
// first network that is up stands in the place of such a one (in a container, where it is an id), or "localhost".
[[nodiscard]] std::vector<WebhookAddress> webhook_addresses(const Config& config, Show show);

}  // namespace relay::config
