// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/config/fake_world.hpp"

namespace relay::config {
namespace {

using test::FakeWorld;
using test::Lines;
using testing::ElementsAre;
using testing::IsEmpty;

Loaded load_robots(const std::string& yaml, const FakeWorld& world = {}) {
  return test::loaded(yaml + std::string(test::kSource), world);
}

// "token secret endpoint" of each robot.
Lines summary(const Loaded& result) {
  Lines out;
  for (const dingtalk::Robot& robot : result.config.robots) {
    out.push_back(robot.access_token.expose() + " " + (robot.secret.empty() ? "-" : robot.secret.expose()) + " " +
                  robot.endpoint.text());
  }
  return out;
}

const std::string kDefault = "https://oapi.dingtalk.com/robot/send";

TEST(Robots, OneInFull) {
  const FakeWorld world{.variables = {{"TOKEN", "abc"}}, .files = {{"/secret", "SECabc\n"}}};
  const Loaded result = load_robots(R"(robots:
  - name: backend
    access_token: {env: TOKEN}
    secret: {file: /secret}
    keyword: 告警 Sentry
    at_mobiles: [13800000000, "+1 202-555-0123"]
    at_all: yes
    endpoint: http://127.0.0.1:8092/robot/send
    max_per_minute: 1
)",
                                    world);
  EXPECT_THAT(result.warnings, IsEmpty());
  EXPECT_THAT(summary(result), ElementsAre("abc SECabc http://127.0.0.1:8092/robot/send"));
  const dingtalk::Robot& robot = result.config.robots.at(0);
  EXPECT_EQ(robot.name, "backend");
  EXPECT_EQ(robot.keyword, "告警 Sentry");
  EXPECT_THAT(robot.at_mobiles, ElementsAre("13800000000", "+1-2025550123"));
  EXPECT_TRUE(robot.at_all);
  EXPECT_EQ(robot.max_per_minute, 1U);
}

TEST(Robots, DefaultsOfTheSmallest) {
  const Loaded result = load_robots("robots: [{name: a, access_token: abc}]");
  const dingtalk::Robot& robot = result.config.robots.at(0);
  EXPECT_TRUE(robot.secret.empty());
  EXPECT_EQ(robot.endpoint.text(), kDefault);
  EXPECT_EQ(robot.max_per_minute, 18U);
  EXPECT_FALSE(robot.at_all);
}

TEST(Robots, TokenOrWholeUrl) {
  struct Case {
    std::string setting;
    std::string robot;
  };
  const Case cases[] = {
      {"access_token: abc", "abc - " + kDefault},
      {"access_token: \" abc \"", "abc - " + kDefault},
      {"access_token: 1234", "1234 - " + kDefault},
      {"access_token: 'https://oapi.dingtalk.com/robot/send?access_token=abc'", "abc - " + kDefault},
      {"access_token: 'https://oapi.dingtalk.com/robot/send?access_token=abc&timestamp=1&sign=x%3D'",
       "abc - " + kDefault},
      {"access_token: 'https://OAPI.dingtalk.io/robot/send?access_token=a%2Bc'",
       "a+c - https://oapi.dingtalk.io/robot/send"},
      {"access_token: 'https://ding.example.com:8443/robot/send?corp=1&access_token=abc&x=%20#top'",
       "abc - https://ding.example.com:8443/robot/send?corp=1&x=%20"},
      {"access_token: 'https://oapi.dingtalk.com/robot/send?access_token=abc', endpoint: "
       "https://oapi.dingtalk.io/robot/send",
       "abc - https://oapi.dingtalk.io/robot/send"},
      {"access_token: abc, endpoint: 'https://oapi.dingtalk.io/robot/send?timestamp=1&a=b'",
       "abc - https://oapi.dingtalk.io/robot/send?a=b"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.setting);
    const Loaded result = load_robots("robots: [{name: a, " + c.setting + "}]");
    EXPECT_THAT(summary(result), ElementsAre(c.robot));
    EXPECT_THAT(result.warnings, IsEmpty());
  }
}

TEST(Robots, SecretsThatMeanUnsigned) {
  for (const char* secret : {"\"-\"", "\"\"", "\" - \"", "~", ""}) {
    SCOPED_TRACE(secret);
    const Loaded result = load_robots("robots: [{name: a, access_token: abc, secret: " + std::string(secret) + "}]");
    EXPECT_TRUE(result.config.robots.at(0).secret.empty());
    EXPECT_THAT(result.warnings, IsEmpty());
  }
}

TEST(Robots, Warnings) {
  struct Case {
    std::string setting;
    Lines warnings;
  };
  const std::string no_sec =
      "does not begin with SEC as DingTalk's signing secrets do; a robot that is not signed has \"-\" here";
  const std::string http = "is not https: whoever is on the way can read the token and the alerts";
  const std::string path = "the path is not /robot/send: DingTalk has no robots elsewhere";
  const Case cases[] = {
      {"secret: sec1", {"relay.yaml:1:47: robots[0].secret: " + no_sec}},
      {"endpoint: http://ding.example.com/robot/send", {"relay.yaml:1:49: robots[0].endpoint: " + http}},
      {"endpoint: http://127.example.com/robot/send", {"relay.yaml:1:49: robots[0].endpoint: " + http}},
      {"endpoint: https://oapi.dingtalk.com", {"relay.yaml:1:49: robots[0].endpoint: " + path}},
      {"endpoint: http://localhost:1/robot/send", {}},
      {"endpoint: \"http://[::1]:1/robot/send\"", {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.setting);
    EXPECT_EQ(load_robots("robots: [{name: a, access_token: abc, " + c.setting + "}]").warnings, c.warnings);
  }
}

TEST(Robots, ASecretInTheTokensPlaceIsWarnedAbout) {
  EXPECT_THAT(load_robots("robots: [{name: a, access_token: SECabc}]").warnings,
              ElementsAre("relay.yaml:1:34: robots[0].access_token: begins with SEC as signing secrets do: is it the "
                          "secret instead of the token?"));
}

TEST(Robots, TheSameRobotTwiceIsOne) {
  const Loaded result = load_robots(
      "robots:\n  - {name: a, access_token: abc, keyword: A}\n"
      "  - {name: b, access_token: 'https://OAPI.dingtalk.com/robot/send?access_token=abc', secret: SECb, keyword: B}\n"
      "  - {name: c, access_token: abc, endpoint: https://oapi.dingtalk.io/robot/send}\n"
      "dingtalk:\n  access_token: abc\n  secret: SECb\n");
  EXPECT_THAT(summary(result), ElementsAre("abc SECb " + kDefault, "abc - https://oapi.dingtalk.io/robot/send"));
  EXPECT_EQ(result.config.robots.at(0).keyword, "A");
  EXPECT_EQ(
      result.warnings,
      (Lines{"relay.yaml:3:5: robots[1]: the same robot as robots[0] (host and token): one robot, with the settings "
             "given there and the secret given here",
             "relay.yaml:6:17: dingtalk.access_token: the same robot as robots[0] (host and token): one robot, with "
             "the settings given there"}));
}

TEST(PluginForm, PairsTokensWithSecretLines) {
  const std::string blank = " is blank and does not count: the next token takes line ";
  struct Case {
    std::string tokens;
    std::string secrets;
    Lines pairs;
    Lines warnings;  // without their place
  };
  const Case cases[] = {
      {"a", "SEC1", {"a SEC1"}, {}},
      {"a\\nb\\n", "SEC1\\nSEC2\\n", {"a SEC1", "b SEC2"}, {}},
      {" a \\r\\n\\tb\\r\\n", " SEC1 \\r\\nSEC2\\r\\n", {"a SEC1", "b SEC2"}, {}},
      {"a\\nb\\nc", "SEC1\\n-\\nSEC3", {"a SEC1", "b -", "c SEC3"}, {}},
      {"a\\nb\\nc", "SEC1\\n\\nSEC3", {"a SEC1", "b -", "c SEC3"}, {}},
      {"a\\nb\\nc", "SEC1", {"a SEC1", "b -", "c -"}, {}},
      {"a\\nb", "", {"a -", "b -"}, {}},
      {"a\\nb", "SEC1\\nSEC2\\n\\n \\n", {"a SEC1", "b SEC2"}, {}},
      {"a\\n\\nb", "SEC1\\nSEC2", {"a SEC1", "b SEC2"}, {"line 2:" + blank + "2 of the secrets"}},
      {"\\n\\na\\nb", "\\nSEC2", {"a -", "b SEC2"}, {"line 1:" + blank + "1 of the secrets"}},
      {"a\\n\\nb\\n \\nc\\n\\n",
       "SEC1\\n\\nSEC3",
       {"a SEC1", "b -", "c SEC3"},
       {"line 2:" + blank + "2 of the secrets", "line 4:" + blank + "3 of the secrets"}},
      {"", "", {}, {}},
      {" \\n", "\\n", {}, {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.tokens + " | " + c.secrets);
    const Loaded result = load_robots("dingtalk: {access_token: \"" + c.tokens + "\", secret: \"" + c.secrets + "\"}");
    Lines expected;
    for (const std::string& pair : c.pairs) {
      expected.push_back(pair + " " + kDefault);
    }
    EXPECT_EQ(summary(result), expected);
    Lines warnings;
    for (const std::string& warning : c.warnings) {
      warnings.push_back("relay.yaml:1:26: dingtalk.access_token: " + warning);
    }
    EXPECT_EQ(result.warnings, warnings);
  }
}

TEST(PluginForm, BlankTokenLinesWithoutSecretsMoveNothing) {
  EXPECT_THAT(load_robots("dingtalk: {access_token: \"a\\n\\nb\"}").warnings, IsEmpty());
}

TEST(PluginForm, AllRobotsShareTheOtherSettings) {
  const Loaded result = load_robots(R"(dingtalk:
  access_token: |
    aaa
    https://oapi.dingtalk.io/robot/send?access_token=bbb
  secret: |
    SEC1
  custom_keyword: Sentry
  at_mobiles: 13800000000，139 0000 0000
  is_at_all: True
)");
  EXPECT_THAT(summary(result), ElementsAre("aaa SEC1 " + kDefault, "bbb - https://oapi.dingtalk.io/robot/send"));
  for (const dingtalk::Robot& robot : result.config.robots) {
    EXPECT_EQ(robot.keyword, "Sentry");
    EXPECT_THAT(robot.at_mobiles, ElementsAre("13800000000", "13900000000"));
    EXPECT_TRUE(robot.at_all);
  }
}

TEST(PluginForm, NamesComeFromTheToken) {
  const Lines names{load_robots("dingtalk: {access_token: \"aaa\\nbbb\"}").config.robots.at(1).name,
                    load_robots("dingtalk: {access_token: bbb}").config.robots.at(0).name};
  EXPECT_THAT(names, ElementsAre("dingtalk-3e744b9d", "dingtalk-3e744b9d"));
}

TEST(PluginForm, EndpointOfTheBlockWins) {
  const Loaded result = load_robots(
      "dingtalk:\n  access_token: 'https://oapi.dingtalk.com/robot/send?access_token=a'\n"
      "  endpoint: https://ding.example.com/robot/send\n");
  EXPECT_THAT(summary(result), ElementsAre("a - https://ding.example.com/robot/send"));
}

TEST(PluginForm, StandsBesideRobots) {
  const Loaded result = load_robots("robots: [{name: ops, access_token: aaa}]\ndingtalk: {access_token: bbb}");
  EXPECT_THAT(summary(result), ElementsAre("aaa - " + kDefault, "bbb - " + kDefault));
}

TEST(PluginForm, SettingsWithoutATokenAreWarnedAbout) {
  EXPECT_THAT(load_robots("dingtalk:\n  custom_keyword: Sentry\n  at_mobiles: 13800000000\n").warnings,
              ElementsAre("relay.yaml:2:19: dingtalk.custom_keyword: has no effect: there is no access token",
                          "relay.yaml:3:15: dingtalk.at_mobiles: has no effect: there is no access token"));
}

TEST(Robots, FallbackAndRepeatInterval) {
  const Loaded result = load_robots(
      "robots:\n  - {name: a, access_token: a, fallback: b, repeat_interval: 10m}\n"
      "  - {name: b, access_token: b, fallback: c}\n  - {name: c, access_token: c}");
  EXPECT_EQ(result.config.extras.at("a").fallback, "b");
  EXPECT_EQ(result.config.extras.at("a").repeat_interval, std::chrono::minutes{10});
  EXPECT_EQ(result.config.extras.at("b").fallback, "c");
  EXPECT_FALSE(result.config.extras.contains("c"));
}

}  // namespace
}  // namespace relay::config
