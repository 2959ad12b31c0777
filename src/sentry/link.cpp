// SPDX-License-Identifier: MIT
#include "sentry/link.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <vector>

#include "relay/base/url.hpp"
#include "sentry/clean_text.hpp"

namespace relay::sentry {
namespace {

constexpr std::string_view kApi = "/api/0/";
constexpr std::string_view kSaas = ".sentry.io";

using Segments = std::vector<std::string_view>;

Segments segments_of(std::string_view path) {
  Segments segments;
  segments.reserve(8);
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) {
      segments.push_back(path.substr(0, end));
    }
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return segments;
}

// The segment behind the first one of that name.
std::string_view behind(const Segments& segments, std::string_view name) {
  const auto found = std::find(segments.begin(), segments.end(), name);
  return found == segments.end() || found + 1 == segments.end() ? std::string_view{} : *(found + 1);
}

// "acme" of "acme.sentry.io"; the others are Sentry's own names.
std::string_view customer(std::string_view host) {
  constexpr std::string_view kOwn[] = {"www", "us", "de", "eu", "app", "api", "docs"};
  if (!host.ends_with(kSaas)) {
    return {};
  }
  host.remove_suffix(kSaas.size());
  const bool own = std::find(std::begin(kOwn), std::end(kOwn), host) != std::end(kOwn);
  return own || host.find('.') != std::string_view::npos ? std::string_view{} : host;
}

bool is_old_form(const Segments& segments) {
  return segments.size() >= 4 && (segments[2] == "issues" || segments[2] == "group");
}

bool has_sentry_shape(const Url& url) {
  return url.host == "sentry.io" || url.host.ends_with(kSaas) || url.path.find("/organizations/") == 0 ||
         url.path.find("/issues/") != std::string::npos || url.path.find("/group/") != std::string::npos;
}

constexpr std::array<bool, 256> characters_of_urls() {
  std::array<bool, 256> allowed{};
  for (unsigned char c = 0x21; c < 0x7F; ++c) {
    allowed.at(c) = std::string_view("\"<>\\^`{|}").find(static_cast<char>(c)) == std::string_view::npos;
  }
  return allowed;
}

bool may_stand_in_url(char c) {
  static constexpr std::array kAllowed = characters_of_urls();
  return kAllowed[static_cast<unsigned char>(c)];
}

// What RFC 3986 does not allow is encoded, so that one odd character does not cost the link.
std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    if (may_stand_in_url(c)) {
      out.push_back(c);
    } else {
      out += percent_encode(std::string_view(&c, 1));
    }
  }
  return out;
}

std::optional<Url> tolerant_url(std::string_view text) {
  const bool clean = std::all_of(text.begin(), text.end(), may_stand_in_url);
  Result<Url> url = clean ? parse_url(text) : parse_url(encoded(text));
  return url.has_value() ? std::optional<Url>(std::move(*url)) : std::nullopt;
}

std::string on_base(Url url, const std::string& base_url) {
  const std::string origin = url.origin();
  if (base_url.empty() || base_url == origin || !has_sentry_shape(url)) {
    return url.text();
  }
  const auto base = parse_url(base_url);
  if (!base.has_value() || origin == base->origin()) {
    return url.text();
  }
  const std::string organization(customer(url.host));
  if (!organization.empty() && url.path.find("/organizations/") != 0) {
    url.path = "/organizations/" + organization + url.path;
  }
  return base_url + url.text().substr(origin.size());
}

}  // namespace

Place place_in(std::string_view text) {
  const std::optional<Url> url = tolerant_url(text);
  if (!url.has_value()) {
    return {};
  }
  const Segments segments = segments_of(url->path);
  Place place{.origin = url->origin()};
  place.organization = behind(segments, "organizations");
  place.issue_id = behind(segments, "issues");
  place.event_id = behind(segments, "events");
  if (url->path.find(kApi) != std::string::npos) {
    place.project = segments.size() > 4 && segments[2] == "projects" ? segments[4] : std::string_view{};
    place.organization = place.project.empty() ? place.organization : std::string(segments[3]);
  } else if (place.organization.empty() && is_old_form(segments)) {
    place.organization = segments[0];
    place.project = segments[1];
    place.issue_id = segments[3];
  } else if (place.organization.empty()) {
    place.organization = customer(url->host);
  }
  return place;
}

std::string page(std::string_view text, const Source& source) {
  const bool relative = text.starts_with('/') && !text.starts_with("//");
  std::optional<Url> url = relative ? tolerant_url(source.base_url + std::string(text)) : tolerant_url(text);
  if (!url.has_value() || url->path.find(kApi) != std::string::npos) {
    return {};
  }
  return on_base(std::move(*url), source.base_url);
}

std::string elsewhere(std::string_view text) {
  const std::optional<Url> url = tolerant_url(text);
  return url.has_value() ? url->text() : std::string{};
}

std::string issue_page(const Source& source, std::string_view origin, std::string_view organization,
                       std::string_view issue_id) {
  const std::string base = source.base_url.empty() ? std::string(origin) : source.base_url;
  if (base.empty() || organization.empty() || issue_id.empty()) {
    return {};
  }
  return page(base + "/organizations/" + percent_encode(organization) + "/issues/" + percent_encode(issue_id) + "/",
              source);
}

}  // namespace relay::sentry
