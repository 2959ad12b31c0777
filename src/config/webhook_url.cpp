// SPDX-License-Identifier: MIT
#include "config/webhook_url.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <utility>

#include "config/section.hpp"
#include "config/values.hpp"

namespace relay::config {
namespace {

constexpr std::string_view kSendPath = "/robot/send";

bool is_loopback(const std::string& host) {
  in_addr address{};
  constexpr std::uint32_t kFirstByte = 24;
  constexpr std::uint32_t kLoopbackNet = 127;
  const bool v4 = ::inet_pton(AF_INET, host.c_str(), &address) == 1;
  return host == "localhost" || host == "::1" || (v4 && (ntohl(address.s_addr) >> kFirstByte) == kLoopbackNet);
}

bool is_session_webhook(const Url& url) {
  constexpr std::string_view kName = "/sendBySession";
  return url.path.find(kName) != std::string::npos;
}

// The query without the parameters that each request sets anew; the others stay as they are written.
std::string without_credentials(std::string_view query) {
  constexpr std::array<std::string_view, 3> kOurs{"access_token", "timestamp", "sign"};
  std::string out;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    if (!pair.empty() && std::find(kOurs.begin(), kOurs.end(), pair.substr(0, pair.find('='))) == kOurs.end()) {
      out += (out.empty() ? "" : "&") + std::string(pair);
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return out;
}

void warn_about(const Url& endpoint, const Origin& origin, Report& report) {
  if (!endpoint.is_tls() && !is_loopback(endpoint.host)) {
    report.warn(origin, "is not https: whoever is on the way can read the token and the alerts");
  }
  if (endpoint.path != kSendPath) {
    report.warn(origin, "the path is not /robot/send: DingTalk has no robots elsewhere");
  }
}

// Common to an endpoint and a whole webhook URL.
std::optional<Url> parse_robot_url(const Text& text, Report& report) {
  auto url = parse_url(text.value);
  if (url.has_error()) {
    report.problem(text.origin, url.error().detail);
    return std::nullopt;
  }
  if (is_session_webhook(*url)) {
    report.problem(text.origin,
                   "this is the answer address of one conversation (sendBySession), which expires; add a custom robot "
                   "to the group and paste its webhook, …/robot/send?access_token=…");
    return std::nullopt;
  }
  if (!url->userinfo.empty()) {
    report.problem(text.origin, "a user name or password in the URL is not supported");
    return std::nullopt;
  }
  url->fragment.clear();
  return std::move(*url);
}

std::optional<Secret> checked_token(const std::string& token, const Origin& origin, Report& report) {
  if (token.empty() || !is_visible_ascii(token)) {
    report.problem(origin, token.empty() ? "the access token is empty"
                                         : "the access token holds a character that no token has (a space, a letter "
                                           "that is not ASCII); one token is one line");
    return std::nullopt;
  }
  return Secret(token);
}

std::optional<Webhook> parse_webhook_url(const Text& text, Report& report) {
  auto url = parse_robot_url(text, report);
  if (!url.has_value()) {
    return std::nullopt;
  }
  const std::string token = query_value(url->query, "access_token");
  if (token.empty()) {
    report.problem(text.origin, "this URL has no access_token: paste the whole webhook, …/robot/send?access_token=…");
    return std::nullopt;
  }
  auto secret = checked_token(token, text.origin, report);
  if (!secret.has_value()) {
    return std::nullopt;
  }
  url->query = without_credentials(url->query);
  warn_about(*url, text.origin, report);
  return Webhook{.token = std::move(*secret), .endpoint = std::move(*url)};
}

bool is_part_of_url(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.find("access_token=") != std::string_view::npos ||
         text.find("/robot/") != std::string_view::npos;
}

}  // namespace

Url default_endpoint() {
  return Url{.scheme = "https",
             .host = "oapi.dingtalk.com",
             .port = 443,
             .path = std::string(kSendPath),
             .query = {},
             .fragment = {},
             .userinfo = {}};
}

std::optional<Webhook> parse_access_token(const Text& text, Report& report) {
  const auto line = single_line(text, report);
  if (!line.has_value()) {
    return std::nullopt;
  }
  if (line->value.starts_with("https://") || line->value.starts_with("http://")) {
    return parse_webhook_url(*line, report);
  }
  if (is_part_of_url(line->value)) {
    report.problem(text.origin,
                   "neither a token nor a whole webhook URL: paste it from https:// on, or only what follows "
                   "access_token=");
    return std::nullopt;
  }
  auto token = checked_token(line->value, text.origin, report);
  if (!token.has_value()) {
    return std::nullopt;
  }
  if (line->value.starts_with("SEC")) {
    report.warn(text.origin, "begins with SEC as signing secrets do: is it the secret instead of the token?");
  }
  return Webhook{.token = std::move(*token), .endpoint = std::nullopt};
}

std::optional<Url> parse_endpoint(const Text& text, Report& report) {
  auto url = parse_robot_url(text, report);
  if (url.has_value() && !query_value(url->query, "access_token").empty()) {
    report.problem(text.origin, "holds an access_token: write the whole webhook URL under access_token instead");
    return std::nullopt;
  }
  if (url.has_value()) {
    url->query = without_credentials(url->query);
    warn_about(*url, text.origin, report);
  }
  return url;
}

}  // namespace relay::config
