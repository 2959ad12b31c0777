// SPDX-License-Identifier: MIT
#include "relay/config/import_plugin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "relay/config/write.hpp"
#include "unit/config/fake_world.hpp"

namespace relay::config {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

PluginImport imported(std::string_view text, const ImportOptions& options = {}) {
  const ImportResult result = import_plugin(text, "paste", options);
  if (result.has_error()) {
    ADD_FAILURE() << testing::PrintToString(result.error().lines) << "\n" << text;
    return {};
  }
  return *result;
}

test::Lines problems(std::string_view text, const ImportOptions& options = {}) {
  const ImportResult result = import_plugin(text, "paste", options);
  return result.has_error() ? result.error().lines : test::Lines{};
}

// What a robot is beside its name.
std::string identity(const dingtalk::Robot& robot, const Config& config) {
  const auto found = config.keywords.find(robot.name);
  const RobotKeywords words = found == config.keywords.end() ? RobotKeywords{} : found->second;
  return testing::PrintToString(std::tuple(robot.access_token.expose(), robot.secret.expose(), robot.endpoint.text(),
                                           robot.keyword, robot.at_mobiles, robot.at_all, robot.max_per_minute,
                                           robot.message_template.has_value(), words.include, words.exclude));
}

std::vector<std::string> identities(const Config& config) {
  std::vector<std::string> out;
  for (const dingtalk::Robot& robot : config.robots) {
    out.push_back(identity(robot, config));
  }
  return out;
}

std::string written(std::vector<RobotText> robots) {
  ConfigText config;
  config.source.client_secret.text = Secret("aaaa");
  config.robots = std::move(robots);
  return write_yaml(config);
}

// Blocks of the `dingtalk:` form, for which both ways must mean the same robots.
const std::vector<std::string> kBlocks{
    "dingtalk:\n  access_token: abc\n",
    "dingtalk:\n  access_token: |\n    aaa\n    bbb\n    ccc\n  secret: |\n    SECa\n    -\n  custom_keyword: 报警 "
    "\"#1\"\n"
    "  at_mobiles: +86 138-0000-0000，13900000000\n  is_at_all: false\n",
    "dingtalk:\n  access_token: |\n\n    aaa\n\n    bbb\n  secret: |\n\n    SECb\n",
    "dingtalk:\n  access_token: |\n    aaa\n    aaa\n    bbb\n  secret: |\n    SECa\n    SECa\n    SECb\n  is_at_all: "
    "true\n",
    "dingtalk:\n  access_token: 'https://api.example.com/robot/send?x=1&access_token=abc&timestamp=1&sign=x'\n",
    "dingtalk:\n  access_token: abc\n  secret: not-like-dingtalk\n  endpoint: http://127.0.0.1:8092/robot/send\n",
    "dingtalk:\n  access_token: |\n    aaa\n    bbb\n  custom_message_enabled: true\n  custom_message_template: |\n"
    "    ### {title} {{x}}\n\n    > {message}\n  include_keywords: 致命，db\n  exclude_keywords: [debug, 'a, b']\n",
    "dingtalk:\n  access_token: aaa\n  custom_message_enabled: off\n  custom_message_template: '{nonsense}'\n",
};

TEST(ImportPlugin, MeansTheRobotsOfTheDingtalkForm) {
  for (const std::string& block : kBlocks) {
    SCOPED_TRACE(block);
    const Config form = test::loaded(block + std::string(test::kSource)).config;
    const Config named = test::loaded(written(imported(block).robots)).config;
    EXPECT_FALSE(form.robots.empty());
    EXPECT_EQ(identities(named), identities(form));
  }
}

TEST(ImportPlugin, NamesMayStayThoseOfTheForm) {
  for (const std::string& block : kBlocks) {
    const Config form = test::loaded(block + std::string(test::kSource)).config;
    const Config named = test::loaded(written(imported(block, {.naming = Naming::by_token}).robots)).config;
    ASSERT_EQ(named.robots.size(), form.robots.size());
    for (std::size_t i = 0; i < form.robots.size(); ++i) {
      EXPECT_EQ(named.robots[i].name, form.robots[i].name);
    }
  }
}

TEST(ImportPlugin, NamesMayBeGiven) {
  const std::string text = "access_token: |\n  aaa\n  bbb\n";
  EXPECT_EQ(imported(text).robots.at(1).name, "robot-2");
  const PluginImport named = imported(text, {.names = {"backend"}});
  EXPECT_EQ(named.robots.at(0).name, "backend");
  EXPECT_EQ(named.robots.at(1).name, "robot-2");
  EXPECT_THAT(problems(text, {.names = {"robot-2"}}), ElementsAre(HasSubstr("robot-2")));
  EXPECT_THAT(problems(text, {.names = {"Not A Name"}}), ElementsAre(HasSubstr("a name of a-z")));
  EXPECT_THAT(problems(text, {.names = {"a", "b", "c"}}), ElementsAre(HasSubstr("there are 2")));
}

// The same two robots, as different people have them.
TEST(ImportPlugin, TakesWhatPeopleHave) {
  const std::string texts[] = {
      // the block, its keys alone, quoted, lists
      "dingtalk:\n  access_token: |\n    aaa\n    bbb\n  secret: |\n    SECa\n    -\n  custom_keyword: 报警\n",
      "access_token: |\n  aaa\n  bbb\nsecret: |\n  SECa\n  -\ncustom_keyword: 报警\n",
      "access_token: \"aaa\\nbbb\"\nsecret: \"SECa\\n-\"\ncustom_keyword: '报警'\n",
      "access_token:\n  - aaa\n  - bbb\nsecret: [SECa, \"-\"]\ncustom_keyword: 报警\n",
      // pasted from the settings page
      "access_token: aaa\nbbb\nsecret: SECa\n-\ncustom_keyword: 报警\n",
      "access_token:\naaa\nbbb\nsecret:\nSECa\n-\ncustom_keyword:\n报警\n",
      "access_token:\n  aaa\n  bbb\n\nsecret:\n  SECa\n  -\n\ncustom_keyword:  报警\n",
      "access_token：aaa\r\nbbb\r\nsecret：SECa\r\n-\r\ncustom_keyword：报警\r\nis_at_all:\r\n",
      "access_token=aaa\nbbb\nsecret = SECa\ncustom_keyword=报警\n",
      // JSON of Sentry: flat options, a plugin's page, an export
      R"({"dingtalk:access_token": "aaa\nbbb", "dingtalk:secret": "SECa\n-", "dingtalk:custom_keyword": "报警"})",
      R"({"options": {"sentry:origins": "*", "webhooks:secret": "no", "dingtalk_notify:access_token": "aaa\r\nbbb",
          "dingtalk_notify:secret": "SECa", "dingtalk_notify:custom_keyword": "\u62a5\u8b66", "is_at_all": null}})",
      R"({"slug": "dingtalk", "config": [{"name": "access_token", "value": "aaa\nbbb", "defaultValue": null},
          {"name": "secret", "value": "SECa\n-"}, {"name": "custom_keyword", "value": "报警"},
          {"name": "is_at_all", "value": false}, {"name": "at_mobiles", "value": null}]})",
      R"([{"model": "sentry.projectoption", "pk": 1,
           "fields": {"project": 1, "key": "dingtalk:access_token", "value": "\"aaa\\nbbb\""}},
          {"fields": {"key": "dingtalk:secret", "value": "\"SECa\\n-\""}},
          {"fields": {"key": "dingtalk:custom_keyword", "value": "\"\\u62a5\\u8b66\""}}])",
  };
  for (const std::string& text : texts) {
    SCOPED_TRACE(text);
    const Config config = test::loaded(written(imported(text).robots)).config;
    ASSERT_EQ(config.robots.size(), 2U);
    EXPECT_EQ(config.robots[0].access_token.expose(), "aaa");
    EXPECT_EQ(config.robots[0].secret.expose(), "SECa");
    EXPECT_EQ(config.robots[1].access_token.expose(), "bbb");
    EXPECT_TRUE(config.robots[1].secret.empty());
    EXPECT_EQ(config.robots[0].keyword, "报警");
    EXPECT_FALSE(config.robots[0].at_all);
  }
}

TEST(ImportPlugin, TemplateAndKeywordsComeAlong) {
  const std::string texts[] = {
      "access_token: aaa\ncustom_message_enabled: true\ncustom_message_template: |-\n  ### {title} 📦\n\n  url: {url}\n"
      "include_keywords: 致命, db，disk\nexclude_keywords: debug\n",
      "access_token: aaa\ncustom_message_enabled: on\ncustom_message_template: ### {title} 📦\n\nurl: {url}\n"
      "include_keywords: 致命, db，disk\nexclude_keywords: debug\n",
      R"({"access_token": "aaa", "custom_message_enabled": true, "include_keywords": ["致命", "db", "disk"],
          "custom_message_template": "### {title} \ud83d\udce6\n\nurl: {url}", "exclude_keywords": "debug"})",
  };
  for (const std::string& text : texts) {
    SCOPED_TRACE(text);
    const RobotText robot = imported(text).robots.at(0);
    EXPECT_EQ(robot.message_template, "### {title} 📦\n\nurl: {url}");
    EXPECT_THAT(robot.include_keywords, ElementsAre("致命", "db", "disk"));
    EXPECT_THAT(robot.exclude_keywords, ElementsAre("debug"));
  }
}

TEST(ImportPlugin, ATemplateThatIsOffIsLeftOutAndSaidSo) {
  for (const char* enabled : {"", "custom_message_enabled: false\n"}) {
    const PluginImport import =
        imported("access_token: aaa\ncustom_message_template: '{title}'\n" + std::string(enabled));
    EXPECT_THAT(import.robots.at(0).message_template, IsEmpty());
    EXPECT_THAT(import.warnings, ElementsAre(HasSubstr("custom_message_enabled is not true")));
  }
}

const std::string kToken = "80dc91e4d2f0a3b65c7e8d9f0a1b2c3d";
const std::string kSecret = "SEC3390d51f4c1e7b8a96d2f0b35e8c7a1";

TEST(ImportPlugin, SaysWhichLinesPair) {
  const std::string text =
      "access_token: |\n  " + kToken + "1\n\n  " + kToken + "2\n  " + kToken + "3\nsecret: |\n  " + kSecret + "\n  -\n";
  const PluginImport english = imported(text);
  EXPECT_THAT(english.robots.at(0).remarks,
              ElementsAre("token line 1 (80dc…(33)) pairs with secret line 1 (SEC3…(34))"));
  EXPECT_THAT(english.robots.at(1).remarks,
              ElementsAre("token line 3 (80dc…(33)) pairs with secret line 2, which is empty or -: not signed"));
  EXPECT_THAT(english.robots.at(2).remarks, ElementsAre("token line 4 (80dc…(33)) has no secret line: not signed"));
  EXPECT_THAT(english.warnings, ElementsAre(HasSubstr("the next token takes line 2 of the secrets")));
  const PluginImport chinese = imported(text, {.language = dingtalk::Language::zh});
  EXPECT_THAT(chinese.robots.at(0).remarks, ElementsAre("第 1 行 token（80dc…(33)）对应第 1 行 secret（SEC3…(34)）"));
}

TEST(ImportPlugin, RefusesWhatCannotBeMeant) {
  struct Case {
    const char* text;
    const char* problem;
  };
  const Case cases[] = {
      {"", "none of the plugin's settings stands here"},
      {"hello world", "none of the plugin's settings stands here"},
      {"secret: SECa\n", "access_token: is missing"},
      {"access_token: aaa\nsecret: |\n  SECa\n  SECb\n", "a secret without a token"},
      {"access_token: aaa\nsecret: |\n  SECa\n  SECb\n", "paste:2:9: secret: line 2"},
      {"access_token: aaa\nat_mobiles: 12\n", "is no mobile number"},
      {"access_token: aaa\ncustom_keyword: a<b\n", "a keyword with < or >"},
      {"access_token: aaa bbb\n", "one token is one line"},
      {"access_token: {a: b}\n", "no token has"},
      {"access_token: aaa\nis_at_all: perhaps\n", "true or false is expected"},
      {"access_token: aaa\nsecret: SECa\nb: [\naccess_token: bbb\n", "stands twice"},
      {R"([{"access_token": "aaa"}, {"access_token": "bbb"}])", "several projects"},
      {R"({"access_token": {"a": 1}})", "a text or a list of texts is expected"},
      {"{\n\"access_token\": oops}", "paste:2:17: JSON"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(problems(c.text), Contains(HasSubstr(c.problem))) << c.text;
  }
}

TEST(ImportPlugin, WarnsOfKeysThatItLeavesOut) {
  EXPECT_THAT(imported("access_token: aaa\nsecrets: SECa\n").warnings,
              ElementsAre("paste:2:1: secrets: is left out: unknown key: did you mean `secret`?"));
}

TEST(ImportPlugin, TakesAnswers) {
  const ImportResult good = import_plugin(PluginAnswers{{"access_token", "aaa\nbbb"}, {"secret", "-\nSECb"}}, {});
  ASSERT_TRUE(good.has_value());
  EXPECT_EQ(good->robots.at(1).secret.value().text.expose(), "SECb");
  const ImportResult bad = import_plugin(PluginAnswers{{"access_token", "aaa"}, {"secret", "-\nSECb"}}, {});
  ASSERT_TRUE(bad.has_error());
  EXPECT_THAT(bad.error().lines, ElementsAre("secret: line 2: a secret without a token: access_token has 1 token"));
}

TEST(ImportPlugin, NothingThatItSaysHoldsASecret) {
  const std::string canary = "c4n4ry5ecret0f64hexd1gits";
  const std::string texts[] = {
      "access_token: |\n  " + canary + "\n\n  x" + canary + "\nsecret: " + canary + "\n",
      "access_token: " + canary + " x\nsecret: |\n  a\n  " + canary + "\n",
      "access_token: " + canary + "\n" + canary + canary + ": x\n",
      "access_token: aaa\n" + canary + "\nsecret: b " + canary + "\n",
      "access_token: https://oapi.dingtalk.com/robot/send?token=" + canary + "\n",
      "{\"access_token\": \"" + canary + "\" \"" + canary + "\"}",
      "{\"access_token\": " + canary + "}",
      "{\"access_token\": [\"" + canary + "\", {}]}",
      "[{\"access_token\": \"" + canary + "\"}, {\"access_token\": \"a" + canary + "\"}]",
      canary,
  };
  for (const std::string& text : texts) {
    const ImportResult result = import_plugin(text, "paste", {});
    test::Lines said = result.has_value() ? result->warnings : result.error().lines;
    if (result.has_value()) {
      for (const RobotText& robot : result->robots) {
        said.insert(said.end(), robot.remarks.begin(), robot.remarks.end());
      }
    }
    EXPECT_THAT(said, Each(Not(HasSubstr(canary)))) << text;
  }
}

TEST(ImportPlugin, SurvivesEverything) {
  const std::string parts[] = {"access_token", ":",   "\n", "  ",   "|", "-", "{", "[",
                               "\"",           "SEC", "，", "\xff", "]", "}"};
  unsigned state = 1;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      state = state * 1664525U + 1013904223U;
      text += parts[(state >> 16U) % std::size(parts)];
    }
    const ImportResult result = import_plugin(text, "paste", {});
    if (result.has_value()) {
      EXPECT_THAT(test::problems_of(written(result->robots)), IsEmpty()) << text;
    }
  }
}

}  // namespace
}  // namespace relay::config
