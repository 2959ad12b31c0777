// SPDX-License-Identifier: MIT
#include "relay/config/write.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/parse_yaml.hpp"
#include "config/yaml_text.hpp"
#include "unit/config/fake_world.hpp"

namespace relay::config {
namespace {

using test::FakeWorld;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Whatever a YAML reader could take for something else.
const std::vector<std::string> kOddTexts{
    "",
    " ",
    "-",
    "- a",
    "--- a",
    "...",
    "a: b",
    "a:",
    ": a",
    "a # b",
    "#a",
    "!a",
    "& a",
    "*a",
    "? a",
    "@a",
    "`a`",
    "%a",
    "|",
    "> a",
    "[a, b]",
    "{a: b}",
    "a, b",
    "'a'",
    "\"a\" and \\n",
    "it's",
    "true",
    "No",
    "null",
    "~",
    "13800000000",
    "1e3",
    "0x1F",
    "2026-11-24",
    "https://oapi.dingtalk.com/robot/send?access_token=a&b=%20#c",
    "/etc/sentry-dingtalk-relay/client_secret",
    "C:\\temp",
    " leading and trailing ",
    "\ttab\t",
    "报警：严重",
    "全角，逗号、「引号」",
    "📦 emoji 👩‍💻",
    "bell\x07 and escape\x1b",
    "delete\x7f",
    "end\x04of",
    "next\xC2\x85line",
    "line\xE2\x80\xA8separator",
    "byte order\xEF\xBB\xBF mark",
    "one\ntwo",
    "one\r\ntwo\r\n",
    "\nsecond line first",
    "  indented first\nthen not",
    "one\n\n\ntwo\n",
    "ends\ntwice\n\n",
    "a line of\n   \nspaces",
    "ends in a space \nhere ",
    "one\n\ttabbed",
    "one\n  two\n four: [\n# no comment\n- no list\n",
    "### {project} {{x}}\n\n> {message}\n\n[详情]({url}) #tag & *bold* ! 'q' \"d\"\n",
    "\n",
    "\n\n",
};

// The text of `key: <yaml>` two levels down, as the loader's parser sees it.
std::string read_back(const std::string& yaml) {
  const ParsedYaml parsed = parse_yaml("top:\n  key: " + yaml + "\n  next: 1\n");
  EXPECT_THAT(parsed.problems, IsEmpty()) << yaml;
  const auto& entries = parsed.root.entries.at(0).value.entries;
  EXPECT_EQ(entries.size(), 2U) << yaml;
  EXPECT_EQ(entries.at(0).value.type, NodeType::scalar) << yaml;
  return entries.at(0).value.text;
}

TEST(YamlText, EveryTextComesBack) {
  for (const std::string& text : kOddTexts) {
    EXPECT_EQ(read_back(double_quoted(text)), text);
    EXPECT_EQ(read_back(scalar(text)), text);
    EXPECT_EQ(read_back(block_or_quoted(text, 4)), text);
  }
}

TEST(YamlText, EveryTextComesBackFromAList) {
  const ParsedYaml parsed = parse_yaml("key: " + flow_list(kOddTexts));
  ASSERT_THAT(parsed.problems, IsEmpty());
  std::vector<std::string> back;
  for (const Node& item : parsed.root.entries.at(0).value.items) {
    back.push_back(item.text);
  }
  EXPECT_EQ(back, kOddTexts);
}

TEST(YamlText, EveryCharacterComesBack) {
  for (char c = 1; c > 0; ++c) {
    const std::string text = std::string("a") + c + "b" + c;
    EXPECT_EQ(read_back(scalar(text)), text) << int{c};
    EXPECT_EQ(read_back(block_or_quoted("x\n" + text, 4)), "x\n" + text) << int{c};
  }
}

TEST(YamlText, StaysReadable) {
  EXPECT_EQ(scalar("Sentry"), "Sentry");
  EXPECT_EQ(scalar("https://sentry.example.com"), "https://sentry.example.com");
  EXPECT_EQ(scalar("报警"), "\"报警\"");
  EXPECT_EQ(scalar("yes"), "\"yes\"") << "other readers take it for true";
  EXPECT_EQ(block_or_quoted("### {title}\n\n{url}\n", 6), "|\n      ### {title}\n\n      {url}");
  EXPECT_EQ(block_or_quoted("one\ntwo", 2), "|-\n  one\n  two");
}

TEST(YamlText, CommentsStayComments) { EXPECT_EQ(comment("one\n\ntwo\rthree", 2), "  # one\n  #\n  # two three\n"); }

ConfigText full_config() {
  ConfigText config;
  config.language = dingtalk::Language::zh;
  config.timezone = "Asia/Shanghai";
  config.spool_path = "/srv/告警 spool/a #1.db";
  config.source = {
      .name = "main", .client_secret = {.text = Secret("c: # \"'")}, .base_url = "https://s.example.com:8443"};
  RobotText signed_robot;
  signed_robot.remarks = {"token line 1\naccess_token: not a key"};
  signed_robot.name = "robot-1";
  signed_robot.access_token.text = Secret("!t&*#:'\"\\");
  signed_robot.secret = SecretText{.text = Secret("SEC#:\\")};
  signed_robot.endpoint = "https://api.example.com/robot/send?x=%23";
  signed_robot.keyword = "- 报警: \"#1\" & *";
  signed_robot.at_mobiles = {"13800000000", "+1-2025550123"};
  RobotText plain_robot;
  plain_robot.name = "robot-2";
  plain_robot.access_token.text = Secret("other");
  plain_robot.at_all = true;
  config.robots = {signed_robot, plain_robot};
  return config;
}

TEST(WriteYaml, TheLoaderReadsItBack) {
  const Loaded result = test::loaded(write_yaml(full_config()));
  EXPECT_THAT(result.warnings, IsEmpty());
  const Config& config = result.config;
  EXPECT_EQ(config.language, dingtalk::Language::zh);
  EXPECT_EQ(config.timezone.name(), "Asia/Shanghai");
  EXPECT_EQ(config.spool.path, "/srv/告警 spool/a #1.db");
  ASSERT_EQ(config.sources.size(), 1U);
  EXPECT_EQ(config.sources[0].client_secrets.at(0).expose(), "c: # \"'");
  EXPECT_EQ(config.sources[0].base_url, "https://s.example.com:8443");
  ASSERT_EQ(config.robots.size(), 2U);
  const dingtalk::Robot& first = config.robots[0];
  EXPECT_EQ(first.access_token.expose(), "!t&*#:'\"\\");
  EXPECT_EQ(first.secret.expose(), "SEC#:\\");
  EXPECT_EQ(first.endpoint.text(), "https://api.example.com/robot/send?x=%23");
  EXPECT_EQ(first.keyword, "- 报警: \"#1\" & *");
  EXPECT_THAT(first.at_mobiles, ElementsAre("13800000000", "+1-2025550123"));
  EXPECT_FALSE(first.at_all);
  EXPECT_TRUE(config.robots[1].at_all);
  EXPECT_TRUE(config.robots[1].secret.empty());
}

TEST(WriteYaml, SecretsMayStandElsewhere) {
  ConfigText config = full_config();
  using Form = SecretText::Form;
  config.source.client_secret = {.form = Form::environment, .text = Secret("SENTRY_CLIENT_SECRET")};
  config.robots[0].access_token = {.form = Form::file, .text = Secret("/run/a token")};
  const FakeWorld world{.variables = {{"SENTRY_CLIENT_SECRET", "from-variable"}},
                        .files = {{"/run/a token", "from-file\n"}}};
  const Config loaded = test::loaded(write_yaml(config), world).config;
  EXPECT_EQ(loaded.sources.at(0).client_secrets.at(0).expose(), "from-variable");
  EXPECT_EQ(loaded.robots.at(0).access_token.expose(), "from-file");
}

TEST(WriteYaml, SaysWhatMustBeFilledIn) {
  ConfigText config;
  config.source.client_secret = {.form = SecretText::Form::environment, .text = Secret("SENTRY_CLIENT_SECRET")};
  EXPECT_THAT(write_yaml(config), HasSubstr("TO FILL IN"));
  config.language = dingtalk::Language::zh;
  EXPECT_THAT(write_yaml(config), HasSubstr("待填写"));
  config.source.client_secret = {.text = Secret("given")};
  EXPECT_THAT(write_yaml(config), Not(HasSubstr("待填写")));
}

TEST(WriteYaml, WithoutRobotsItPreviews) {
  ConfigText config;
  config.source.client_secret = {.text = Secret("given")};
  EXPECT_THAT(test::loaded(write_yaml(config)).config.robots, IsEmpty());
}

TEST(WriteYaml, TemplateAndKeywordsStandUnderTheKeysOfARobot) {
  ConfigText config = full_config();
  config.robots[0].message_template = "### {title}\n\n{message}\n";
  config.robots[0].include_keywords = {"a: b", "致命"};
  config.robots[0].exclude_keywords = {"#debug"};
  const ParsedYaml parsed = parse_yaml(write_yaml(config));
  ASSERT_THAT(parsed.problems, IsEmpty());
  std::map<std::string, Node> keys;
  for (const Entry& entry : parsed.root.entries.back().value.items.at(0).entries) {
    keys[entry.key] = entry.value;
  }
  EXPECT_EQ(keys.at("template").text, "### {title}\n\n{message}\n");
  EXPECT_EQ(keys.at("include_keywords").items.at(0).text, "a: b");
  EXPECT_EQ(keys.at("include_keywords").items.at(1).text, "致命");
  EXPECT_EQ(keys.at("exclude_keywords").items.at(0).text, "#debug");
}

}  // namespace
}  // namespace relay::config
