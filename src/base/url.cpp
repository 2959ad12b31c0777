// SPDX-License-Identifier: MIT
#include "relay/base/url.hpp"

#include <algorithm>
#include <boost/url.hpp>
#include <cctype>

#include "relay/base/case_fold.hpp"
#include "relay/base/crypto.hpp"

namespace relay {
namespace urls = boost::urls;

namespace {

bool has_space_or_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F;
  });
}

std::uint16_t default_port(std::string_view scheme) { return scheme == "https" ? 443 : 80; }

// The name or address, lower case, without brackets; empty when it is neither. A percent-encoded host would decode to
// anything: CR and LF would reach the Host header, and "a%2Fb" would be written back as another URL.
std::string usable_host(const urls::url_view& view) {
  std::string host = lower_ascii({view.encoded_host().data(), view.encoded_host().size()});
  switch (view.host_type()) {
    case urls::host_type::ipv4:
      return host;
    case urls::host_type::ipv6:
      return host.substr(1, host.size() - 2);
    case urls::host_type::name:
      return host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string::npos ? host : "";
    case urls::host_type::none:
    case urls::host_type::ipvfuture:
      return {};
  }
  return {};
}

}  // namespace

std::string Url::authority() const {
  std::string out = host.find(':') == std::string::npos ? host : "[" + host + "]";
  if (port != default_port(scheme)) {
    out += ":" + std::to_string(port);
  }
  return out;
}

std::string Url::origin() const { return scheme + "://" + authority(); }

std::string Url::text() const {
  std::string out = origin() + path;
  if (!query.empty()) {
    out += "?" + query;
  }
  if (!fragment.empty()) {
    out += "#" + fragment;
  }
  return out;
}

Result<Url> parse_url(std::string_view text) {
  if (has_space_or_control(text)) {
    return fail(ErrorKind::malformed, "URL holds white space or a control character");
  }
  const auto parsed = urls::parse_uri({text.data(), text.size()});
  if (parsed.has_error()) {
    return fail(ErrorKind::malformed, "not an absolute URL");
  }
  const urls::url_view view = *parsed;
  Url url;
  url.scheme = lower_ascii({view.scheme().data(), view.scheme().size()});
  if (url.scheme != "http" && url.scheme != "https") {
    return fail(ErrorKind::malformed, "URL must begin with https:// or http://");
  }
  url.host = usable_host(view);
  // Boost 1.81 takes "http://host:80x" for host, port 80 and the path "x".
  const bool path_is_glued = !view.encoded_path().empty() && !view.encoded_path().starts_with('/');
  if (url.host.empty() || path_is_glued) {
    return fail(ErrorKind::malformed, "URL has no usable host");
  }
  if (view.has_port() && view.port_number() == 0 && !view.port().empty()) {
    return fail(ErrorKind::malformed, "URL has no usable port");
  }
  url.port = view.port_number() != 0 ? view.port_number() : default_port(url.scheme);
  url.path = std::string(view.encoded_path());
  if (url.path.empty()) {
    url.path = "/";
  }
  url.query = std::string(view.encoded_query());
  url.fragment = std::string(view.encoded_fragment());
  url.userinfo = std::string(view.encoded_userinfo());
  return url;
}

QueryParameters query_parameters(std::string_view query) {
  QueryParameters out;
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    const std::size_t equals = pair.find('=');
    const std::string_view value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    const auto decode = [](std::string_view part) {
      auto decoded = percent_decode(part);
      return decoded.has_value() ? std::move(*decoded) : std::string(part);
    };
    if (!pair.empty()) {
      out.emplace_back(decode(pair.substr(0, equals)), decode(value));
    }
    query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
  }
  return out;
}

std::string query_value(std::string_view query, std::string_view name) {
  for (auto& [key, value] : query_parameters(query)) {
    if (key == name) {
      return value;
    }
  }
  return {};
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  constexpr std::string_view kAlsoKept = "-._~";
  std::string out;
  out.reserve(text.size() + text.size() / 2);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x80 && std::isalnum(byte) != 0) || kAlsoKept.find(c) != std::string_view::npos) {
      out.push_back(c);
    } else {
      out.push_back('%');
      out.push_back(kDigits[byte >> 4U]);
      out.push_back(kDigits[byte & 0x0FU]);
    }
  }
  return out;
}

Result<std::string> percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    const auto byte = crypto::from_hex(text.substr(i + 1, 2));
    if (!byte.has_value() || byte->size() != 1) {
      return fail(ErrorKind::malformed, "broken percent escape");
    }
    out += *byte;
    i += 2;
  }
  return out;
}

}  // namespace relay
