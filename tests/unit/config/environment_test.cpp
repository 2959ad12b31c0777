// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/config/fake_world.hpp"

namespace relay::config {
namespace {

using test::FakeWorld;
using test::Lines;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Variables = std::map<std::string, std::string>;

// The source and the robots, for people.
Lines summary(const Config& config) {
  Lines out;
  for (const sentry::Source& source : config.sources) {
    std::string line = source.name + ":";
    for (const Secret& secret : source.client_secrets) {
      line += " [" + secret.expose() + "]";
    }
    line += source.url_token.empty() ? "" : " token " + source.url_token.expose();
    line += source.base_url.empty() ? "" : " at " + source.base_url;
    line += source.organization.empty() ? "" : " of " + source.organization;
    out.push_back(line);
  }
  for (const dingtalk::Robot& robot : config.robots) {
    std::string line = robot.access_token.expose() + " " + (robot.secret.empty() ? "-" : robot.secret.expose());
    line += robot.keyword.empty() ? "" : " " + robot.keyword;
    for (const std::string& mobile : robot.at_mobiles) {
      line += " @" + mobile;
    }
    line += robot.at_all ? " all" : "";
    line += robot.endpoint.host == "oapi.dingtalk.com" ? "" : " at " + robot.endpoint.host;
    out.push_back(line);
  }
  return out;
}

TEST(Environment, AloneServesAContainer) {
  struct Case {
    Variables variables;
    Lines summary;
  };
  const std::string token = "0123456789abcdefghij";
  const Case cases[] = {
      {{{"SENTRY_CLIENT_SECRET", "s1"}}, {"main: [s1]"}},
      {{{"SENTRY_CLIENT_SECRET", "s1, s2"}}, {"main: [s1] [s2]"}},
      {{{"SENTRY_CLIENT_SECRET", "s1\ns2\n"}}, {"main: [s1] [s2]"}},
      {{{"SENTRY_CLIENT_SECRET", ""}, {"SENTRY_URL_TOKEN", token}}, {"main: token " + token}},
      {{{"SENTRY_CLIENT_SECRET", "s1"}, {"SENTRY_BASE_URL", "https://s.example.com/"}, {"SENTRY_ORGANIZATION", "acme"}},
       {"main: [s1] at https://s.example.com of acme"}},
      {{{"SENTRY_CLIENT_SECRET_FILE", "/s"}, {"SENTRY_URL_TOKEN_FILE", "/t"}}, {"main: [from file] token " + token}},
      {{{"SENTRY_CLIENT_SECRET", "s"}, {"DINGTALK_ACCESS_TOKEN", "a,b\nc"}, {"DINGTALK_SECRET", "SEC1,-,SEC3"}},
       {"main: [s]", "a SEC1", "b -", "c SEC3"}},
      {{{"SENTRY_CLIENT_SECRET", "s"}, {"DINGTALK_ACCESS_TOKEN", "a"}, {"DINGTALK_SECRET", ""}}, {"main: [s]", "a -"}},
      {{{"SENTRY_CLIENT_SECRET", "s"},
        {"DINGTALK_ACCESS_TOKEN", "a"},
        {"DINGTALK_CUSTOM_KEYWORD", " Sentry "},
        {"DINGTALK_AT_MOBILES", "138 0000 0000，+86-13900000000"},
        {"DINGTALK_IS_AT_ALL", "1"}},
       {"main: [s]", "a - Sentry @13800000000 @13900000000 all"}},
      {{{"SENTRY_CLIENT_SECRET", "s"}, {"DINGTALK_ACCESS_TOKEN_FILE", "/tokens"}, {"DINGTALK_SECRET_FILE", "/secrets"}},
       {"main: [s]", "a SEC1", "b -"}},
      {{{"SENTRY_CLIENT_SECRET", "s"},
        {"DINGTALK_WEBHOOK", "https://oapi.dingtalk.io/robot/send?access_token=a"},
        {"DINGTALK_SECRET", "SEC1"}},
       {"main: [s]", "a SEC1 at oapi.dingtalk.io"}},
      {{{"SENTRY_CLIENT_SECRET", "s"}, {"DINGTALK_WEBHOOK_FILE", "/webhook"}}, {"main: [s]", "w -"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(testing::PrintToString(c.variables));
    const FakeWorld world{.variables = c.variables,
                          .files = {{"/s", "from file\n"},
                                    {"/t", token + "\n"},
                                    {"/tokens", "a\nb\n"},
                                    {"/secrets", "SEC1\n-\n"},
                                    {"/webhook", "https://oapi.dingtalk.com/robot/send?access_token=w\n"}}};
    const Loaded result = test::loaded(std::nullopt, world);
    EXPECT_EQ(summary(result.config), c.summary);
    EXPECT_THAT(result.warnings, IsEmpty());
  }
}

TEST(Environment, OnlyFilesOfSecretsMustBePrivate) {
  const std::map<std::string, std::string> contents{{"SENTRY_CLIENT_SECRET", "s"},
                                                    {"SENTRY_URL_TOKEN", "0123456789abcdefghij"},
                                                    {"SENTRY_BASE_URL", "https://s.example.com"},
                                                    {"DINGTALK_ACCESS_TOKEN", "a"},
                                                    {"DINGTALK_SECRET", "SEC1"},
                                                    {"DINGTALK_CUSTOM_KEYWORD", "Sentry"},
                                                    {"DINGTALK_AT_MOBILES", "13800000000"},
                                                    {"DINGTALK_IS_AT_ALL", "false"}};
  FakeWorld world;
  for (const auto& [name, content] : contents) {
    const std::string path = "/conf/" + name;
    world.variables[name + "_FILE"] = path;
    world.files[path] = content + "\n";
    world.open_files.insert(path);
  }
  const Loaded result = test::loaded(std::nullopt, world);
  EXPECT_THAT(summary(result.config), ElementsAre("main: [s] token 0123456789abcdefghij at https://s.example.com",
                                                  "a SEC1 Sentry @13800000000"));
  const auto warning = [](const std::string& name) {
    return "environment: " + name + "_FILE: the file /conf/" + name + " can be read by every user: chmod 0640 or 0600";
  };
  EXPECT_THAT(result.warnings, ElementsAre(warning("SENTRY_CLIENT_SECRET"), warning("SENTRY_URL_TOKEN"),
                                           warning("DINGTALK_ACCESS_TOKEN"), warning("DINGTALK_SECRET")));
}

TEST(Environment, Problems) {
  struct Case {
    Variables variables;
    Lines problems;
  };
  const Case cases[] = {
      {{},
       {"environment: SENTRY_CLIENT_SECRET: no sender is configured: set SENTRY_CLIENT_SECRET to the client secret of "
        "Sentry's integration (or SENTRY_URL_TOKEN for its legacy WebHooks plugin), or name one under sources in the "
        "file"}},
      {{{"SENTRY_BASE_URL", "https://s.example.com"}},
       {"environment: SENTRY_BASE_URL: is set, but neither SENTRY_CLIENT_SECRET nor SENTRY_URL_TOKEN is"}},
      {{{"SENTRY_CLIENT_SECRET", "s"}, {"SENTRY_CLIENT_SECRET_FILE", "/s"}},
       {"environment: SENTRY_CLIENT_SECRET_FILE: SENTRY_CLIENT_SECRET is set as well: set only one of them"}},
      {{{"SENTRY_CLIENT_SECRET_FILE", "/none"}},
       {"environment: SENTRY_CLIENT_SECRET_FILE: the file /none cannot be read: No such file or directory"}},
      {{{"SENTRY_CLIENT_SECRET_FILE", "/empty"}}, {"environment: SENTRY_CLIENT_SECRET_FILE: the file /empty is empty"}},
      {{{"SENTRY_URL_TOKEN", "short"}},
       {"environment: SENTRY_URL_TOKEN: too short to be a proof: at least 20 characters, such as openssl rand -hex 20 "
        "gives"}},
      {{{"SENTRY_CLIENT_SECRET", "s"}, {"SENTRY_BASE_URL", "s.example.com"}},
       {"environment: SENTRY_BASE_URL: not an absolute URL"}},
      {{{"SENTRY_CLIENT_SECRET", "s\tt"}},
       {"environment: SENTRY_CLIENT_SECRET: the client secret holds a control character or a line end"}},
      {{{"SENTRY_CLIENT_SECRET", "s"}, {"DINGTALK_ACCESS_TOKEN", "a"}, {"DINGTALK_SECRET", "SEC1,SEC2"}},
       {"environment: DINGTALK_SECRET: line 2: a secret without a token: access_token has 1 token"}},
      {{{"SENTRY_CLIENT_SECRET", "s"}, {"DINGTALK_SECRET", "SEC1"}},
       {"environment: DINGTALK_SECRET: a secret without a token: access_token has 0 tokens"}},
      {{{"SENTRY_CLIENT_SECRET", "s"}, {"DINGTALK_ACCESS_TOKEN", "a"}, {"DINGTALK_AT_MOBILES", "ops"}},
       {"environment: DINGTALK_AT_MOBILES: \"ops\" is no mobile number: 13800000000 or, of another country, "
        "+1-2025550123 is expected, with commas between several"}},
      {{{"SENTRY_CLIENT_SECRET", "s"}, {"DINGTALK_ACCESS_TOKEN", "a"}, {"DINGTALK_IS_AT_ALL", "all"}},
       {"environment: DINGTALK_IS_AT_ALL: true or false is expected"}},
      {{{"SENTRY_CLIENT_SECRET", "s"}, {"DINGTALK_WEBHOOK", "abc"}, {"DINGTALK_SECRET", "SEC1"}},
       {"environment: DINGTALK_WEBHOOK: a whole webhook URL is expected, https://…/robot/send?access_token=…"}},
      {{{"SENTRY_CLIENT_SECRET", "s"}, {"DINGTALK_ACCESS_TOKEN", "a"}, {"DINGTALK_CUSTOM_KEYWORD", "a\xff"}},
       {"environment: DINGTALK_CUSTOM_KEYWORD: is not valid UTF-8"}},
      {{{"SENTRY_CLIENT_SECRET", "s"}, {"RELAY_TIMEZONE", "Peking"}, {"RELAY_PROXY", "x"}},
       {"environment: RELAY_TIMEZONE: no time zone \"Peking\" in the tz database",
        "environment: RELAY_PROXY: not an absolute URL"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(testing::PrintToString(c.variables));
    const FakeWorld world{.variables = c.variables, .files = {{"/s", "t"}, {"/empty", "\n"}}};
    EXPECT_EQ(test::problems_of(std::nullopt, world), c.problems);
  }
}

TEST(Environment, AWebhookBesideATokenIsIgnored) {
  const FakeWorld world{.variables = {{"SENTRY_CLIENT_SECRET", "s"},
                                      {"DINGTALK_ACCESS_TOKEN", "a"},
                                      {"DINGTALK_WEBHOOK", "https://oapi.dingtalk.com/robot/send?access_token=b"}}};
  const Loaded result = test::loaded(std::nullopt, world);
  EXPECT_THAT(summary(result.config), ElementsAre("main: [s]", "a -"));
  EXPECT_THAT(result.warnings, ElementsAre("environment: DINGTALK_WEBHOOK: is ignored: DINGTALK_ACCESS_TOKEN is set"));
}

TEST(Environment, FillsWhatTheFileLeavesEmpty) {
  const FakeWorld world{.variables = {{"SENTRY_CLIENT_SECRET", "s"},
                                      {"SENTRY_BASE_URL", "https://variable.example.com"},
                                      {"DINGTALK_ACCESS_TOKEN", "a"},
                                      {"DINGTALK_CUSTOM_KEYWORD", "Variable"}}};
  const std::string source = " is used for the source main: the file leaves it empty";
  const Loaded none = test::loaded("language: zh", world);
  EXPECT_THAT(summary(none.config), ElementsAre("main: [s] at https://variable.example.com", "a - Variable"));
  EXPECT_EQ(none.warnings,
            (Lines{"environment: SENTRY_CLIENT_SECRET:" + source, "environment: SENTRY_BASE_URL:" + source,
                   "environment: DINGTALK_ACCESS_TOKEN: is used: the file leaves this empty",
                   "environment: DINGTALK_CUSTOM_KEYWORD: is used: the file leaves this empty"}));
  const Loaded some = test::loaded(
      "sources: [{name: other, client_secrets: [o]}, {name: main, base_url: https://file.example.com}]\n"
      "dingtalk: {custom_keyword: File}",
      world);
  EXPECT_THAT(summary(some.config), ElementsAre("other: [o]", "main: [s] at https://file.example.com", "a - File"));
  EXPECT_THAT(some.warnings,
              testing::Contains("environment: DINGTALK_CUSTOM_KEYWORD: is ignored: the file has this setting"));
}

TEST(Environment, NeverReplacesWhatTheFileHas) {
  const FakeWorld world{.variables = {{"SENTRY_CLIENT_SECRET_FILE", "/s"}, {"DINGTALK_ACCESS_TOKEN", "a"}},
                        .files = {{"/s", "s"}}};
  const Loaded result =
      test::loaded("sources: [{name: main, client_secrets: [f]}]\nrobots: [{name: ops, access_token: b}]", world);
  EXPECT_THAT(summary(result.config), ElementsAre("main: [f]", "b -"));
  EXPECT_THAT(result.warnings, ElementsAre("environment: SENTRY_CLIENT_SECRET_FILE: is ignored: the file has sources",
                                           "environment: DINGTALK_ACCESS_TOKEN: is ignored: the file has robots"));
}

TEST(Environment, IsNotIgnoredWhereTheFileNamesIt) {
  const FakeWorld world{.variables = {{"SENTRY_CLIENT_SECRET", "aaaa"}, {"DINGTALK_ACCESS_TOKEN", "bbbb"}}};
  const Loaded result = test::loaded(
      "sources: [{name: main, client_secrets: [{env: SENTRY_CLIENT_SECRET}]}]\n"
      "robots: [{name: ops, access_token: {env: DINGTALK_ACCESS_TOKEN}}]\n",
      world);
  EXPECT_THAT(result.warnings, IsEmpty());
}

TEST(Environment, RelayVariablesWinOverTheFile) {
  const FakeWorld world{.variables = {{"RELAY_LANGUAGE", "zh"},
                                      {"RELAY_TIMEZONE", "Asia/Shanghai"},
                                      {"RELAY_PROXY", "http://variable.example.com:1"}}};
  const Config config =
      test::loaded("language: en\ntimezone: UTC\nproxy: http://file.example.com:1" + std::string(test::kSource), world)
          .config;
  EXPECT_EQ(config.language, dingtalk::Language::zh);
  EXPECT_EQ(config.timezone.name(), "Asia/Shanghai");
  EXPECT_EQ(config.proxy.value_or(Url{}).host, "variable.example.com");
}

}  // namespace
}  // namespace relay::config
