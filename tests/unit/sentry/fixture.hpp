// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "relay/sentry/parser.hpp"
#include "support/temp_dir.hpp"

// Bodies as Sentry sends them, with our own values: tests/data/sentry/<resource>-<variant>.json.
namespace relay::sentry::test {

inline std::filesystem::path fixtures() { return std::filesystem::path(RELAY_SOURCE_DIR) / "tests/data/sentry"; }

inline std::vector<std::filesystem::path> payloads_in(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".json") && !name.ends_with(".headers.json")) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The Sentry-Hook-Resource header that came with a file: legacy bodies and service hooks have none.
inline std::string resource_of(const std::filesystem::path& file) {
  std::string name = file.stem().string();
  name = name.starts_with("synthetic-") ? name.substr(10) : name;
  name = name.substr(0, name.find('-'));
  return name == "legacy" || name == "service_hook" ? std::string{} : name;
}

inline Source source() {
  Source source;
  source.name = "main";
  return source;
}

// One that rewrites links and knows its organisation.
inline Source self_hosted() {
  Source self_hosted = source();
  self_hosted.base_url = "https://errors.acme.example:8443";
  self_hosted.organization = "acme";
  return self_hosted;
}

inline Parsed parse_file(const std::filesystem::path& file, const Source& from) {
  const std::string body = relay::test::read_file(file);
  return parse(body, resource_of(file), from);
}

inline Parsed parse_fixture(const std::string& name, const Source& from = source()) {
  return parse_file(fixtures() / (name + ".json"), from);
}

inline std::string fact(const Parsed& parsed, alert::FactName name) {
  for (const alert::Fact& fact : parsed.alert.facts) {
    if (fact.name == name) {
      return fact.value;
    }
  }
  return {};
}

inline std::vector<alert::FactName> fact_names(const Parsed& parsed) {
  std::vector<alert::FactName> names;
  for (const alert::Fact& fact : parsed.alert.facts) {
    names.push_back(fact.name);
  }
  return names;
}

inline WallTime at(std::int64_t milliseconds) { return WallTime(Milliseconds(milliseconds)); }

}  // namespace relay::sentry::test
