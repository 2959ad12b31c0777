// SPDX-License-Identifier: MIT
#include "config/parse_sections.hpp"
#include "config/values.hpp"

namespace relay::config {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

Result<std::string> parse_ca_file(std::string_view text, const Surroundings& surroundings) {
  std::string path(text);
  const auto content = surroundings.read_file(path);
  if (content.has_error()) {
    return fail(ErrorKind::io, "the file cannot be read: " + content.error().detail);
  }
  if (content->find("-----BEGIN CERTIFICATE-----") == std::string::npos) {
    return fail(ErrorKind::malformed, "the file holds no certificate in PEM form");
  }
  return path;
}

}  // namespace

Result<dingtalk::Language> parse_language(std::string_view text) {
  if (text == "en") {
    return dingtalk::Language::en;
  }
  if (text == "zh") {
    return dingtalk::Language::zh;
  }
  return fail(ErrorKind::malformed, "en or zh is expected");
}

Result<std::optional<Url>> parse_proxy(std::string_view text) {
  auto url = parse_url(text);
  if (url.has_error()) {
    return url.error();
  }
  if (url->is_tls() || url->path != "/" || !url->query.empty() || !url->fragment.empty()) {
    return fail(ErrorKind::malformed, "http://host:port is expected, with user:password@ before the host if needed");
  }
  return std::optional<Url>(std::move(*url));
}

void parse_general(const Section& top, const Surroundings& surroundings, Config& config) {
  top.read("language", config.language, parse_language);
  top.read("timezone", config.timezone, TimeZone::find);
  top.read("proxy", config.proxy, parse_proxy);
  top.read("ca_file", config.ca_file, [&](std::string_view text) { return parse_ca_file(text, surroundings); });
  top.read("deadline", config.deadline, DurationBetween{.least = seconds{1}, .most = seconds{60}});
  top.read("dedup_window", config.dedup_window, DurationBetween{.least = seconds{0}, .most = hours{24}});
}

}  // namespace relay::config
