// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/report.hpp"
#include "relay/base/result.hpp"
#include "relay/base/secret.hpp"

// The fields of a source, which an entry of `sources` and the SENTRY_* variables share.
namespace relay::config {

// As it stands: the authenticator tells a person when white space around it is what is wrong. Warns of that here.
[[nodiscard]] std::optional<Secret> parse_client_secret(const Text& text, Report& report);

// At least 20 characters that stand in an address as they are (RFC 3986 "unreserved").
[[nodiscard]] std::optional<Secret> parse_url_token(const Text& text, Report& report);

// "https://sentry.example.com" or with a path in front of Sentry's own; no slash at its end.
[[nodiscard]] Result<std::string> parse_base_url(std::string_view text);

// Sentry's short name of an organization: A-Z, a-z, 0-9, - and _, at most 64.
[[nodiscard]] Result<std::string> parse_organization(std::string_view text);

}  // namespace relay::config
