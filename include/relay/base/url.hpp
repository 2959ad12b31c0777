// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "relay/base/result.hpp"

namespace relay {

// An absolute http or https URL, taken apart once. All members are free of white space and control characters.
struct Url {
  std::string scheme;    // "http" or "https"
  std::string host;      // lower case, no brackets around an IPv6 address, never empty
  std::uint16_t port;    // the scheme's own when the text names none
  std::string path;      // percent-encoded; "/" when empty
  std::string query;     // percent-encoded, without "?"; may be empty
  std::string fragment;  // percent-encoded, without "#"; may be empty
  std::string userinfo;  // percent-encoded "user:password"; may be empty (a proxy may carry one)

  [[nodiscard]] bool is_tls() const { return scheme == "https"; }
  // "host", or "host:port" when the port is not the scheme's own; IPv6 in brackets. The Host header and URLs use it.
  [[nodiscard]] std::string authority() const;
  // "scheme://authority"
  [[nodiscard]] std::string origin() const;
  // The whole URL again, without userinfo.
  [[nodiscard]] std::string text() const;
};

// RFC 3986. malformed (with the reason, never the text: it may hold a token) for anything else.
[[nodiscard]] Result<Url> parse_url(std::string_view text);

// Name and value of each query parameter, percent-decoded ("+" stays "+"), in order.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] QueryParameters query_parameters(std::string_view query);
// The first value of `name`; empty when there is none.
[[nodiscard]] std::string query_value(std::string_view query, std::string_view name);

// Everything but RFC 3986 unreserved characters (A-Z a-z 0-9 - . _ ~) becomes %XX, upper-case hex.
[[nodiscard]] std::string percent_encode(std::string_view text);

// %XX becomes the byte; a broken escape is malformed.
[[nodiscard]] Result<std::string> percent_decode(std::string_view text);

}  // namespace relay
