// SPDX-License-Identifier: MIT
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <netinet/in.h>

#include "relay/config/load.hpp"

namespace relay::config {
namespace {

bool is_address(int family, const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return ::inet_pton(family, text.c_str(), bytes.data()) == 1;
}

Result<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return fail(ErrorKind::malformed, "an address and a port are expected, such as 0.0.0.0:8090 or [::]:8090");
  }
  return port;
}

Result<std::string> parse_host(std::string_view text) {
  if (text.empty()) {
    return std::string("0.0.0.0");
  }
  if (text == "localhost") {
    return std::string("127.0.0.1");
  }
  const bool bracketed = text.size() > 2 && text.front() == '[' && text.back() == ']';
  std::string host(bracketed ? text.substr(1, text.size() - 2) : text);
  if (!is_address(bracketed ? AF_INET6 : AF_INET, host)) {
    return fail(ErrorKind::malformed,
                "an IP address (IPv6 in brackets) or localhost is expected before the port, such as 0.0.0.0:8090");
  }
  return host;
}

}  // namespace

Result<ListenAddress> parse_listen(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const bool port_only = colon == std::string_view::npos;
  const auto port = parse_port(port_only ? text : text.substr(colon + 1));
  if (port.has_error()) {
    return port.error();
  }
  auto host = parse_host(port_only ? std::string_view{} : text.substr(0, colon));
  if (host.has_error()) {
    return host.error();
  }
  return ListenAddress{.host = std::move(*host), .port = *port};
}

}  // namespace relay::config
