// SPDX-License-Identifier: MIT
#include "config/message_template.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/config/fake_world.hpp"

namespace relay::config {
namespace {

using dingtalk::TemplateVariable;
using test::FakeWorld;
using test::Lines;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kUnknown = "unknown variable {titel}: did you mean {title}?";

std::string robot(const std::string& settings) {
  return "robots:\n  - name: ops\n    access_token: abc\n    " + settings + std::string(test::kSource);
}

std::string form(const std::string& settings) {
  return "dingtalk:\n  access_token: abc\n  " + settings + std::string(test::kSource);
}

bool has_template(const Loaded& loaded) { return loaded.config.robots.at(0).message_template.has_value(); }

TEST(MessageTemplate, BelongsToItsRobot) {
  const Loaded result = test::loaded(robot("template: |\n      ### {title}\n      [open]({url})\n"));
  ASSERT_TRUE(has_template(result));
  EXPECT_TRUE(result.config.robots.at(0).message_template->uses(TemplateVariable::url));
  EXPECT_THAT(result.warnings, IsEmpty());
  EXPECT_FALSE(has_template(test::loaded(robot("template:"))));
}

TEST(MessageTemplate, PointsAtItsMistakeWhereTheFileShowsIt) {
  struct Case {
    std::string yaml;
    std::string problem;
  };
  const std::string words = std::string("column 1 of the template: ") + kUnknown;
  const std::vector<Case> cases{
      {robot("template: '{titel}'"), "relay.yaml:4:16: robots[0].template: line 1, " + words},
      {robot("template: |\n      ### {title}\n\n      {titel}\n"),
       "relay.yaml:7:7: robots[0].template: line 3, " + words},
      {robot("template: |\n      项目 {titel}\n"),
       std::string("relay.yaml:5:14: robots[0].template: line 1, column 4 of the template: ") + kUnknown},
      {robot("template: >\n      a\n\n      {titel}\n"), "relay.yaml:4:15: robots[0].template: line 2, " + words},
      {robot("template: \"a\\n{titel}\""), "relay.yaml:4:15: robots[0].template: line 2, " + words},
      {form("custom_message_enabled: true\n  custom_message_template: |\n    {titel}\n"),
       "relay.yaml:5:5: dingtalk.custom_message_template: line 1, " + words},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.yaml);
    EXPECT_THAT(test::problems_of(c.yaml), ElementsAre(c.problem));
  }
}

TEST(MessageTemplate, SaysEveryMistake) {
  EXPECT_THAT(
      test::problems_of(robot("template: |\n      {titel}\n      a }\n")),
      ElementsAre(
          std::string("relay.yaml:5:7: robots[0].template: line 1, column 1 of the template: ") + kUnknown,
          "relay.yaml:6:9: robots[0].template: line 2, column 3 of the template: a single }; a brace of its own "
          "is written }}"));
}

TEST(MessageTemplate, RefusesWhatIsNoText) {
  EXPECT_THAT(test::problems_of(robot("template: [a]")),
              ElementsAre("relay.yaml:4:15: robots[0].template: one value is expected, not a list"));
  EXPECT_THAT(test::problems_of(robot("template: ' '")),
              ElementsAre("relay.yaml:4:16: robots[0].template: line 1, column 1 of the template: is empty: without a "
                          "template the robot has the default layout"));
}

TEST(MessageTemplate, WarnsOfOneThatTellsNothing) {
  EXPECT_THAT(test::loaded(robot("template: '{level} in {project}'")).warnings,
              ElementsAre("relay.yaml:4:15: robots[0].template: one alert looks like another: it has neither {title} "
                          "nor {message} nor {url}"));
}

TEST(MessageTemplate, OfThePluginsFormMustBeEnabled) {
  struct Case {
    const char* name;
    std::string settings;
    bool used;
    Lines warnings;
  };
  const std::string unused =
      "relay.yaml:4:28: dingtalk.custom_message_template: is not used: custom_message_enabled is not true";
  const std::vector<Case> cases{
      {"enabled", "custom_message_enabled: true\n  custom_message_template: '{title}'", true, {}},
      {"not enabled", "custom_message_enabled: false\n  custom_message_template: '{title}'", false, {unused}},
      {"not enabled and wrong", "custom_message_enabled: false\n  custom_message_template: '{titel}'", false, {unused}},
      {"nothing said",
       "custom_message_template: '{title}'",
       false,
       {"relay.yaml:3:28: dingtalk.custom_message_template: is not used: custom_message_enabled is not true"}},
      {"nothing to enable",
       "custom_message_enabled: true\n  custom_message_template: ' '",
       false,
       {"relay.yaml:3:27: dingtalk.custom_message_enabled: has no effect: there is no custom_message_template"}},
      {"neither", "custom_message_enabled: false\n  custom_message_template: ''", false, {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const Loaded result = test::loaded(form(c.settings));
    EXPECT_EQ(has_template(result), c.used);
    EXPECT_EQ(result.warnings, c.warnings);
  }
}

TEST(MessageTemplate, ComesFromTheEnvironmentToo) {
  FakeWorld world{.variables = {{"SENTRY_CLIENT_SECRET", "s"},
                                {"DINGTALK_ACCESS_TOKEN", "aaa"},
                                {"DINGTALK_CUSTOM_MESSAGE_ENABLED", "true"},
                                {"DINGTALK_CUSTOM_MESSAGE_TEMPLATE_FILE", "/template"}},
                  .files = {{"/template", "### {title}\n\n> {message}\n"}}};
  EXPECT_TRUE(has_template(test::loaded(std::nullopt, world)));
  world.files["/template"] = "### {title}\n{titel}\n";
  EXPECT_THAT(test::problems_of(std::nullopt, world),
              ElementsAre(std::string("environment: DINGTALK_CUSTOM_MESSAGE_TEMPLATE_FILE: line 2, column 1 of the "
                                      "template: ") +
                          kUnknown));
}

TEST(MessageTemplate, OfTheEnvironmentGivesWayToTheFile) {
  const FakeWorld world{
      .variables = {{"DINGTALK_CUSTOM_MESSAGE_TEMPLATE", "{level} {title}"}, {"DINGTALK_ACCESS_TOKEN", "aaa"}}};
  const Loaded result = test::loaded(
      "dingtalk:\n  custom_message_enabled: true\n  custom_message_template: '{title}'\n" + std::string(test::kSource),
      world);
  ASSERT_TRUE(has_template(result));
  EXPECT_FALSE(result.config.robots.at(0).message_template->uses(TemplateVariable::level));
}

}  // namespace
}  // namespace relay::config
