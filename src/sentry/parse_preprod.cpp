// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdio>

#include "sentry/dedup.hpp"
#include "sentry/link.hpp"
#include "sentry/resources.hpp"

namespace relay::sentry {
namespace {

using alert::FactName;

// "MyApp 1.0 (2)"
std::string app_of(const Value& data) {
  const std::string version = id(data, {"/appInfo/version"});
  const std::string build = id(data, {"/appInfo/buildNumber"});
  return line(data, {"/appInfo/name", "/appInfo/appId"}) + (version.empty() ? "" : " " + version) +
         (build.empty() ? "" : " (" + build + ")");
}

std::string mebibytes(double bytes) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f MiB", bytes / (1024.0 * 1024.0));
  return text.data();
}

std::string size_of(const Value& data) {
  constexpr double kPetabyte = 1e15;
  std::string size;
  for (const auto& [pointer, name] : {std::pair{"/downloadSize", "download "}, std::pair{"/installSize", "install "}}) {
    const auto bytes = data.at(pointer).number();
    if (bytes.has_value() && *bytes >= 0 && *bytes < kPetabyte) {
      size += (size.empty() ? "" : ", ") + std::string(name) + mebibytes(*bytes);
    }
  }
  return size;
}

// "16bee14a5a68 (base 88d7247b737f)"
std::string commit_of(const Value& data) {
  const std::string head = short_commit(line(data, {"/gitInfo/headSha"}));
  const std::string base = short_commit(line(data, {"/gitInfo/baseSha"}));
  return head.empty() || base.empty() ? head : head + " (base " + base + ")";
}

// What a phone installs from. A property list is only for the device's own installer.
std::string link_of(const Value& data) {
  std::string link = elsewhere(line(data, {"/installUrl"}));
  return link.find("response_format=plist") == std::string::npos ? link : std::string{};
}

}  // namespace

Parsed parse_preprod(const Input& input) {
  Parsed parsed = start(input, alert::Kind::build, "preprod_artifact");
  alert::Alert& alert = parsed.alert;
  const Value data = input.root.at("/data");
  const std::string app = app_of(data);
  const std::string action = in_words(alert.action);
  alert.organization = line(data, {"/organizationSlug"});
  if (alert.organization.empty()) {
    alert.organization = organization(input, data, {});
  }
  alert.project = line(data, {"/projectSlug"});
  alert.project_slug = alert.project;
  alert.title = app.empty() || action.empty() ? app + action : app + ": " + action;
  alert.message = lines(data, {"/errorMessage"});
  const std::string state = line(data, {"/state"});
  alert.level = state == "FAILED" || !alert.message.empty() ? alert::Level::error : alert::Level::unknown;
  alert.link = link_of(data);
  alert.occurred_at = instant(data, {"/appInfo/dateAdded"});
  add_fact(alert, FactName::action, action);
  add_fact(alert, FactName::app, app);
  add_fact(alert, FactName::size, size_of(data));
  add_fact(alert, FactName::commit, commit_of(data));
  add_fact(alert, FactName::status, state);
  parsed.dedup = occurrence("preprod_artifact", {id(data, {"/buildId"}), alert.action, state});
  return parsed;
}

}  // namespace relay::sentry
