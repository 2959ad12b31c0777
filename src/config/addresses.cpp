// SPDX-License-Identifier: MIT
#include "relay/config/addresses.hpp"

#include <array>
#include <climits>
#include <unistd.h>

namespace relay::config {
namespace {

constexpr std::string_view kComposeHost = "relay.internal";

std::string reachable_host(const std::string& listen_host, std::string_view host_name) {
  if (listen_host == "0.0.0.0" || listen_host == "::") {
    return std::string(host_name);
  }
  return listen_host.find(':') == std::string::npos ? listen_host : "[" + listen_host + "]";
}

std::string token_text(const Secret& token, Show show) {
  switch (show) {
    case Show::masked:
      return masked(token);
    case Show::whole:
      return token.expose();
  }
  return {};
}

}  // namespace

std::vector<WebhookAddress> webhook_addresses(const Config& config, Show show, std::string_view host_name) {
  const std::string port = ":" + std::to_string(config.server.port);
  const std::string host = "http://" + reachable_host(config.server.host, host_name) + port;
  const std::string compose = "http://" + std::string(kComposeHost) + port;
  std::vector<WebhookAddress> out;
  for (const sentry::Source& source : config.sources) {
    const std::string path = "/sentry/" + source.name;
    const auto add = [&](const std::string& proof, const std::string& suffix) {
      out.push_back({.source = source.name,
                     .proof = proof,
                     .for_host = host + path + suffix,
                     .for_compose = compose + path + suffix});
    };
    if (!source.client_secrets.empty()) {
      add("signature", "");
    }
    if (!source.url_token.empty()) {
      add("url_token", "/" + token_text(source.url_token, show));
    }
    if (source.client_secrets.empty() && source.url_token.empty()) {
      add("none", "");
    }
  }
  return out;
}

std::vector<WebhookAddress> webhook_addresses(const Config& config, Show show) {
  std::array<char, HOST_NAME_MAX + 1> name{};
  const bool known = ::gethostname(name.data(), name.size() - 1) == 0 && name.front() != '\0';
  return webhook_addresses(config, show, known ? name.data() : "localhost");
}

}  // namespace relay::config
