// SPDX-License-Identifier: MIT
#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "config/keys.hpp"
#include "config/parse_yaml.hpp"
#include "support/temp_dir.hpp"
#include "unit/config/fake_world.hpp"

namespace relay::config {
namespace {

using test::FakeWorld;
using testing::ElementsAre;
using testing::IsEmpty;
using Names = std::set<std::string>;

std::string read_config(const std::string& name) {
  return relay::test::read_file(std::string(RELAY_SOURCE_DIR) + "/config/" + name);
}

// The example with each "#: " taken away.
std::string uncommented() {
  std::istringstream lines(read_config("relay.example.yaml"));
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    out += (line.starts_with("#: ") ? line.substr(3) : line) + "\n";
  }
  return out;
}

Names names_of(Keys keys) { return {keys.begin(), keys.end()}; }

Names kind_names() {
  Names out;
  for (const alert::Kind kind : alert::source_kinds()) {
    out.emplace(alert::to_string(kind));
  }
  return out;
}

// Keys by section; entries of a list count for the list.
void collect(const Node& node, const std::string& section, std::map<std::string, Names>& out) {
  for (const Entry& entry : node.entries) {
    out[section].insert(entry.key);
    collect(entry.value, entry.key, out);
  }
  for (const Node& item : node.items) {
    collect(item, section, out);
  }
}

TEST(Example, LoadsAsItIs) {
  const Loaded result = test::loaded(read_config("relay.example.yaml"));
  EXPECT_THAT(result.config.robots, IsEmpty());
  EXPECT_THAT(result.warnings, ElementsAre(testing::HasSubstr("this is the example's text, not a secret")));
}

TEST(Example, LoadsWithEverySettingUncommented) {
  const FakeWorld world{.variables = {{"SENTRY_URL_TOKEN", "0123456789abcdefghij"},
                                      {"BACKEND_ACCESS_TOKEN", "abc"},
                                      {"BACKEND_SECRET", "SECabc"},
                                      {"ON_CALL_ACCESS_TOKEN", "on-call"}},
                        .files = {{"/etc/sentry-dingtalk-relay/client_secret", "aaaa\n"},
                                  {"/etc/sentry-dingtalk-relay/ca.pem", "-----BEGIN CERTIFICATE-----\n"}}};
  const Loaded result = test::loaded(uncommented(), world);
  EXPECT_EQ(result.config.robots.size(), 4U);
  EXPECT_EQ(result.config.sources.at(0).client_secrets.size(), 2U);
}

TEST(Example, ItsCommentedValuesAreTheDefaults) {
  const FakeWorld world{.variables = {{"SENTRY_URL_TOKEN", "0123456789abcdefghij"},
                                      {"BACKEND_ACCESS_TOKEN", "abc"},
                                      {"BACKEND_SECRET", "SECabc"},
                                      {"ON_CALL_ACCESS_TOKEN", "on-call"}},
                        .files = {{"/etc/sentry-dingtalk-relay/client_secret", "aaaa\n"},
                                  {"/etc/sentry-dingtalk-relay/ca.pem", "-----BEGIN CERTIFICATE-----\n"}}};
  const Config shown = test::loaded(uncommented(), world).config;
  const Config standard = test::loaded(read_config("relay.example.yaml")).config;
  EXPECT_EQ(shown.server, standard.server);
  EXPECT_EQ(shown.admin, standard.admin);
  EXPECT_EQ(shown.max_body, standard.max_body);
  EXPECT_EQ(shown.spool.path, standard.spool.path);
  EXPECT_EQ(shown.spool.max_age, standard.spool.max_age);
  EXPECT_EQ(shown.spool.retention, standard.spool.retention);
  EXPECT_EQ(shown.spool.dead_letters, standard.spool.dead_letters);
  EXPECT_EQ(shown.spool.max_bytes, standard.spool.max_bytes);
  EXPECT_EQ(shown.spool.keep_payloads, standard.spool.keep_payloads);
  EXPECT_EQ(shown.language, standard.language);
  EXPECT_EQ(shown.deadline, standard.deadline);
  EXPECT_EQ(shown.dedup_window, standard.dedup_window);
  EXPECT_EQ(shown.kinds, standard.kinds);
  EXPECT_EQ(shown.robots.at(0).max_per_minute, dingtalk::Robot{}.max_per_minute);
  EXPECT_EQ(shown.extras.at("backend").repeat_interval, RobotExtras{}.repeat_interval);
  EXPECT_EQ(shown.silence_alarms, standard.silence_alarms);
}

TEST(Example, NamesEveryKey) {
  std::map<std::string, Names> sections;
  collect(parse_yaml(uncommented()).root, "", sections);
  EXPECT_EQ(sections[""], names_of(kTopKeys));
  EXPECT_EQ(sections["server"], names_of(kServerKeys));
  EXPECT_EQ(sections["admin"], names_of(kAdminKeys));
  EXPECT_EQ(sections["spool"], names_of(kSpoolKeys));
  EXPECT_EQ(sections["kinds"], kind_names());
  EXPECT_EQ(sections["sources"], names_of(kSourceKeys));
  EXPECT_EQ(sections["robots"], names_of(kRobotKeys));
  EXPECT_EQ(sections["dingtalk"], names_of(kDingtalkKeys));
}

TEST(Example, LinesAreProseOrSettings) {
  std::istringstream lines(read_config("relay.example.yaml"));
  for (std::string line; std::getline(lines, line);) {
    SCOPED_TRACE(line);
    EXPECT_LE(line.size(), 125U);
    EXPECT_FALSE(line.starts_with("#:") && !line.starts_with("#: "));
    EXPECT_EQ(line.find('\t'), std::string::npos);
  }
}

TEST(Schema, NamesTheKeysOfTheLoader) {
  const auto schema = nlohmann::json::parse(read_config("relay.schema.json"));
  const auto names_at = [&](const std::string& pointer) {
    const auto& object = schema.at(nlohmann::json::json_pointer(pointer));
    EXPECT_EQ(object.at("additionalProperties"), false) << pointer;
    Names out;
    for (const auto& property : object.at("properties").items()) {
      out.insert(property.key());
    }
    return out;
  };
  EXPECT_EQ(names_at(""), names_of(kTopKeys));
  EXPECT_EQ(names_at("/properties/server"), names_of(kServerKeys));
  EXPECT_EQ(names_at("/properties/admin"), names_of(kAdminKeys));
  EXPECT_EQ(names_at("/properties/spool"), names_of(kSpoolKeys));
  EXPECT_EQ(names_at("/properties/kinds"), kind_names());
  EXPECT_EQ(names_at("/$defs/source"), names_of(kSourceKeys));
  EXPECT_EQ(names_at("/$defs/robot"), names_of(kRobotKeys));
  EXPECT_EQ(names_at("/$defs/dingtalk"), names_of(kDingtalkKeys));
}

}  // namespace
}  // namespace relay::config
