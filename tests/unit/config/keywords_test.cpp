// SPDX-License-Identifier: MIT
#include "config/keywords.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/config/fake_world.hpp"

namespace relay::config {
namespace {

using test::FakeWorld;
using test::Lines;
using testing::ElementsAre;
using testing::IsEmpty;

std::string with_robot(const std::string& settings) {
  return "robots: [{name: ops, access_token: abc, " + settings + "}]" + std::string(test::kSource);
}

TEST(Keywords, AreAListOrOneText) {
  struct Case {
    const char* setting;
    Lines words;
  };
  const std::vector<Case> cases{
      {"exclude_keywords: health", {"health"}},
      {"exclude_keywords: 'health, ready ,, 数据库，超时'", {"health", "ready", "数据库", "超时"}},
      {"exclude_keywords: \"a\\nb c\\n\"", {"a", "b c"}},
      {"exclude_keywords: 404", {"404"}},
      {"exclude_keywords: [' a, b ', '', c]", {"a, b", "c"}},
      {"exclude_keywords: []", {}},
      {"exclude_keywords: ''", {}},
      {"exclude_keywords:", {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.setting);
    const Loaded result = test::loaded(with_robot(c.setting));
    EXPECT_THAT(result.warnings, IsEmpty());
    EXPECT_EQ(result.config.keywords.contains("ops"), !c.words.empty());
    EXPECT_EQ(result.config.keywords.count("ops") == 0 ? Lines{} : result.config.keywords.at("ops").exclude, c.words);
  }
}

TEST(Keywords, BelongToTheirRobot) {
  const Config config = test::loaded(
                            "robots:\n  - {name: a, access_token: aaa, include_keywords: x}\n"
                            "  - {name: b, access_token: bbb}\n" +
                            std::string(test::kSource))
                            .config;
  EXPECT_THAT(config.keywords.at("a").include, ElementsAre("x"));
  EXPECT_FALSE(config.keywords.contains("b"));
}

TEST(Keywords, OfThePluginsFormBelongToAllItsRobots) {
  const Config config = test::loaded(
                            "dingtalk:\n  access_token: \"aaa\\nbbb\"\n  include_keywords: x,y\n"
                            "  exclude_keywords: [z]\n" +
                            std::string(test::kSource))
                            .config;
  ASSERT_EQ(config.robots.size(), 2U);
  for (const dingtalk::Robot& robot : config.robots) {
    EXPECT_THAT(config.keywords.at(robot.name).include, ElementsAre("x", "y"));
    EXPECT_THAT(config.keywords.at(robot.name).exclude, ElementsAre("z"));
  }
}

TEST(Keywords, ComeFromTheEnvironmentToo) {
  const FakeWorld world{.variables = {{"SENTRY_CLIENT_SECRET", "s"},
                                      {"DINGTALK_ACCESS_TOKEN", "aaa"},
                                      {"DINGTALK_INCLUDE_KEYWORDS", "x，y"},
                                      {"DINGTALK_EXCLUDE_KEYWORDS_FILE", "/words"}},
                        .files = {{"/words", "z\nhealth check\n"}}};
  const Config config = test::loaded(std::nullopt, world).config;
  EXPECT_THAT(config.keywords.at(config.robots.at(0).name).include, ElementsAre("x", "y"));
  EXPECT_THAT(config.keywords.at(config.robots.at(0).name).exclude, ElementsAre("z", "health check"));
}

TEST(Keywords, WarnOfWordsThatLetNothingPass) {
  EXPECT_THAT(test::loaded(with_robot("include_keywords: [Timeout, ok], exclude_keywords: [x, timeouts]")).warnings,
              IsEmpty());
  EXPECT_THAT(
      test::loaded(with_robot("include_keywords: [ok, Timeouts], exclude_keywords: [x, timeOUT]")).warnings,
      ElementsAre("relay.yaml:1:64: robots[0].include_keywords[1]: \"Timeouts\" lets nothing pass: the excluded "
                  "\"timeOUT\" is part of it, and exclude_keywords wins"));
}

TEST(Keywords, HaveLimits) {
  EXPECT_THAT(test::problems_of(with_robot("exclude_keywords: " + std::string(201, 'x'))),
              ElementsAre("relay.yaml:1:59: robots[0].exclude_keywords: a keyword has at most 200 characters; several "
                          "are separated by commas"));
  std::string many = "x";
  for (int i = 0; i < 100; ++i) {
    many += ",x";
  }
  EXPECT_THAT(test::problems_of(with_robot("exclude_keywords: '" + many + "'")),
              ElementsAre("relay.yaml:1:59: robots[0].exclude_keywords: more than 100 keywords"));
  EXPECT_THAT(test::problems_of(with_robot("exclude_keywords: {a: b}")),
              ElementsAre("relay.yaml:1:59: robots[0].exclude_keywords: a list of strings is expected"));
  EXPECT_THAT(test::problems_of(with_robot("exclude_keywords: [\"a\\tb\"]")),
              ElementsAre("relay.yaml:1:60: robots[0].exclude_keywords[0]: holds a control character or a line end"));
}

}  // namespace
}  // namespace relay::config
