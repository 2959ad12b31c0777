// SPDX-License-Identifier: MIT
#include "dingtalk/template_message.hpp"

#include <gtest/gtest.h>

#include "dingtalk/fitting.hpp"
#include "relay/base/utf8.hpp"
#include "unit/dingtalk/samples.hpp"

namespace relay::dingtalk {
namespace {

Robot robot_with(std::string_view text) {
  Robot robot = test::sample_robot();
  robot.message_template = *Template::parse(text);
  return robot;
}

std::string text_of(const Robot& robot, const alert::Alert& alert = test::sample_alert(),
                    const RenderOptions& options = {}) {
  const Message message = render(alert, robot, options);
  EXPECT_FALSE(message.fault.has_value());
  return message.text;
}

TEST(RenderTemplate, IsTheRobotsOwnLayoutUnderTheUsualTitle) {
  const Message message = render(test::sample_alert(), robot_with("**{level}** {title}\n\n[open]({url})"), {});
  EXPECT_EQ(message.title, "【Sentry Demo】 ValueError: Division by zero");
  EXPECT_EQ(message.text,
            "**error** ValueError: Division by zero\n\n"
            "[open](https://sentry.example.com/organizations/acme/issues/42/)");
}

TEST(RenderTemplate, AddsTheKeywordThatItLacks) {
  struct Case {
    const char* text;
    const char* keyword;
    const char* rendered;
  };
  const std::vector<Case> cases{
      {"### {level}", "告警", "### 【告警】error"},
      {"告警 {level}", "告警", "告警 error"},
      {"- {level}", "告警", "【告警】\n\n- error"},
      {"#{level}", "告警", "【告警】\n\n#error"},
      {"{level} &amp;", "amp", "【amp】\n\nerror &amp;"},
      {"[x]({url})", "acme", "【acme】\n\n[x](https://sentry.example.com/organizations/acme/issues/42/)"},
      {"{level}", "a_b", "【a_b】\n\nerror"},
      {"{level}", "error", "error"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    Robot robot = robot_with(c.text);
    robot.keyword = c.keyword;
    EXPECT_EQ(text_of(robot), c.rendered);
    EXPECT_NE(render(test::sample_alert(), robot, {}).title.find(c.keyword), std::string::npos);
  }
}

TEST(RenderTemplate, AddsTheMentionsThatItLacks) {
  struct Case {
    const char* text;
    const char* rendered;
  };
  const std::vector<Case> cases{
      {"{level}", "error\n\n@13800000000 @13900000000"},
      {"{level} @13800000000", "error @13800000000\n\n@13900000000"},
      {"@13900000000, @13800000000: {level}", "@13900000000, @13800000000: error"},
      {"@138000000001 {level}", "@138000000001 error\n\n@13800000000 @13900000000"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    Robot robot = robot_with(c.text);
    robot.at_mobiles = {"13800000000", "13900000000"};
    EXPECT_EQ(text_of(robot), c.rendered);
  }
}

TEST(RenderTemplate, MentionsEverybodyOnce) {
  Robot robot = robot_with("{level}");
  robot.at_all = true;
  EXPECT_EQ(text_of(robot), "error\n\n@所有人");
  robot.message_template = *Template::parse("@所有人 {level}");
  EXPECT_EQ(text_of(robot), "@所有人 error");
  EXPECT_TRUE(render(test::sample_alert(), robot, {}).at_all);
}

TEST(RenderTemplate, ShowsThatItMayBeARepeat) {
  RenderOptions options;
  options.circumstances.maybe_duplicate = true;
  EXPECT_EQ(text_of(robot_with("### {level}"), test::sample_alert(), options), "🔁 (possibly a repeat)\n\n### error");
}

TEST(RenderTemplate, CutsTheMessageIntoTheBudget) {
  for (const std::string_view unit : {"除以零错误", "\"", "<", "    x\n"}) {
    for (const char* layout : {"# {title}\n> {message}\n[x]({url})", "{message}{message}",
                               "[x](https://x.example/{message})", "```\n{message}\n```"}) {
      SCOPED_TRACE(std::string(layout) + unit.data());
      alert::Alert alert = test::sample_alert();
      while (alert.message.size() < 30'000) {
        alert.message += unit;
      }
      Robot robot = robot_with(layout);
      robot.keyword = "告警";
      robot.at_mobiles = {"13800000000"};
      const Message message = render(alert, robot, {});
      EXPECT_FALSE(message.fault.has_value());
      EXPECT_TRUE(fits(message));
      EXPECT_TRUE(utf8::is_valid(message.text));
      EXPECT_NE(message.text.find("告警"), std::string::npos);
      EXPECT_TRUE(message.text.ends_with("\n\n… cut, open Sentry for the rest\n\n@13800000000"));
    }
  }
}

TEST(RenderTemplate, SaysThatTheMessageWasCutBeforeWhereItShowsIt) {
  alert::Alert alert = test::sample_alert();
  alert.message_cut = true;
  EXPECT_EQ(text_of(robot_with("{message}"), alert), "Division by zero\n\n… cut, open Sentry for the rest");
  EXPECT_EQ(text_of(robot_with("{title}"), alert), "ValueError: Division by zero");
}

TEST(RenderTemplate, FallsBackToTheDefaultLayout) {
  struct Case {
    const char* name;
    std::string text;
    TemplateFault fault;
  };
  std::string many;
  for (int i = 0; i < 300; ++i) {
    many += "{title} {display_title}\n";
  }
  alert::Alert alert = test::sample_alert();
  alert.message = "";
  alert.title = std::string(300, 't');
  for (const Case& c :
       {Case{"too long", many, TemplateFault::too_long}, Case{"nothing there", "> {message}", TemplateFault::empty},
        Case{"only marks", "### **{message}**\n- {message}", TemplateFault::empty}}) {
    SCOPED_TRACE(c.name);
    const Message message = render(alert, robot_with(c.text), {});
    EXPECT_EQ(message.fault, c.fault);
    EXPECT_EQ(message.text, render(alert, test::sample_robot(), {}).text);
  }
}

TEST(RenderTemplate, HasNoPartInThePlainForm) {
  RenderOptions options;
  options.form = delivery::Form::plain;
  const Message message = render(test::sample_alert(), robot_with("own layout"), options);
  EXPECT_EQ(message.text, render(test::sample_alert(), test::sample_robot(), options).text);
  EXPECT_FALSE(message.fault.has_value());
}

TEST(RenderTemplate, LetsNoForeignTextBecomeMarkupOrLinks) {
  alert::Alert alert = test::sample_alert();
  alert.title = alert.message = alert.location = alert.project = alert.environment =
      "<img src=x>\n> a\n[b](http://evil) `c` \\ {url}\n\x1B[31mred\u202E";
  alert.link = "javascript:alert(1)";
  const std::string text =
      text_of(robot_with("{title} `{title}` [{title}]({title}) [x]({url})\n> {message}\n\n```\n{message}\n```\n"
                         "{culprit} \\{project} **{environment}**"),
              alert);
  EXPECT_EQ(text.find('<'), std::string::npos) << text;
  EXPECT_EQ(text.find("](http://evil"), std::string::npos) << text;
  EXPECT_EQ(text.find("](javascript"), std::string::npos) << text;
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
  EXPECT_EQ(text.find("\u202E"), std::string::npos);
}

}  // namespace
}  // namespace relay::dingtalk
