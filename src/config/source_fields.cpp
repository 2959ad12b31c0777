// SPDX-License-Identifier: MIT
#include "config/source_fields.hpp"

#include <algorithm>
#include <cctype>

#include "config/values.hpp"
#include "relay/base/url.hpp"

namespace relay::config {
namespace {

// What config/relay.example.yaml holds, so that it loads as it is.
constexpr std::string_view kPlaceholder = "replace-this-by-the-client-secret";

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_'; }

}  // namespace

std::optional<Secret> parse_client_secret(const Text& text, Report& report) {
  const std::string& value = text.value;
  if (value.empty()) {
    report.problem(text.origin, "the client secret is empty");
    return std::nullopt;
  }
  if (has_control(value)) {
    report.problem(text.origin, "the client secret holds a control character or a line end");
    return std::nullopt;
  }
  if (value.front() == ' ' || value.back() == ' ') {
    report.warn(text.origin, "white space stands around the client secret, and is taken as a part of it");
  }
  if (value == kPlaceholder) {
    report.warn(text.origin, "this is the example's text, not a secret: no webhook of Sentry will be accepted");
  }
  return Secret(value);
}

std::optional<Secret> parse_url_token(const Text& text, Report& report) {
  constexpr std::size_t kShortest = 20;
  constexpr std::size_t kLongest = 256;
  const std::string& value = text.value;
  const bool safe = std::all_of(value.begin(), value.end(), [](char c) { return is_word(c) || c == '.' || c == '~'; });
  if (!safe) {
    report.problem(text.origin, "only A-Z, a-z, 0-9 and - . _ ~ may stand in an address");
    return std::nullopt;
  }
  if (value.size() < kShortest || value.size() > kLongest) {
    report.problem(text.origin, value.size() < kShortest
                                    ? "too short to be a proof: at least 20 characters, such as openssl rand -hex 20 "
                                      "gives"
                                    : "too long: at most 256 characters");
    return std::nullopt;
  }
  return Secret(value);
}

Result<std::string> parse_base_url(std::string_view text) {
  const auto url = parse_url(text);
  if (url.has_error()) {
    return url.error();
  }
  if (!url->query.empty() || !url->fragment.empty() || !url->userinfo.empty()) {
    return fail(ErrorKind::malformed, "the address of Sentry alone is expected, such as https://sentry.example.com");
  }
  std::string out = url->origin() + url->path;
  out.erase(out.find_last_not_of('/') + 1);
  return out;
}

Result<std::string> parse_organization(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  if (text.empty() || text.size() > kLongest || !std::all_of(text.begin(), text.end(), is_word)) {
    return fail(ErrorKind::malformed,
                "the organization's short name (slug) is expected: letters, digits, - and _, at most 64 characters");
  }
  return std::string(text);
}

}  // namespace relay::config
