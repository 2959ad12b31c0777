// SPDX-License-Identifier: MIT
#include "relay/config/addresses.hpp"

#include <arpa/inet.h>
#include <array>
#include <climits>
#include <ifaddrs.h>
#include <memory>
#include <net/if.h>
#include <netinet/in.h>
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

std::string ipv4_text(const sockaddr& address) {
  std::array<char, INET_ADDRSTRLEN> text{};
  const auto& numbers = reinterpret_cast<const sockaddr_in&>(address).sin_addr;
  return ::inet_ntop(AF_INET, &numbers, text.data(), text.size()) == nullptr ? std::string{} : text.data();
}

// The IPv4 address of the first network that is up; empty when there is none.
std::string first_address() {
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) {
    return {};
  }
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, &::freeifaddrs);
  for (const ifaddrs* entry = list; entry != nullptr; entry = entry->ifa_next) {
    const bool usable = (entry->ifa_flags & IFF_UP) != 0 && (entry->ifa_flags & IFF_LOOPBACK) == 0;
    if (usable && entry->ifa_addr != nullptr && entry->ifa_addr->sa_family == AF_INET) {
      return ipv4_text(*entry->ifa_addr);
    }
  }
  return {};
}

std::string own_host() {
  std::array<char, HOST_NAME_MAX + 1> name{};
  const bool known = ::gethostname(name.data(), name.size() - 1) == 0;
  std::string host = known ? name.data() : "";
  if (host.find('.') == std::string::npos) {
    host = first_address();
  }
  return host.empty() ? "localhost" : host;
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
  return webhook_addresses(config, show, own_host());
}

}  // namespace relay::config
