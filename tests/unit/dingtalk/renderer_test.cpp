// SPDX-License-Identifier: MIT
#include "relay/dingtalk/renderer.hpp"

#include <gtest/gtest.h>

#include "relay/base/utf8.hpp"
#include "relay/dingtalk/request.hpp"
#include "unit/dingtalk/samples.hpp"

namespace relay::dingtalk {
namespace {

Robot mentioning_robot() {
  Robot robot = test::sample_robot();
  robot.keyword = "Sentry";
  robot.at_mobiles = {"13800000000", "13900000000"};
  return robot;
}

std::string repeated(std::string_view text, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) {
    out += text;
  }
  return out;
}

std::size_t body_bytes(const Message& message) { return body_of(message, std::string(32, 'f')).size(); }

TEST(Render, IsTheKnownLayout) {
  alert::Alert alert = test::sample_alert();
  alert.message = "while handling /pay\nthe second line";
  const Message message = render(alert, mentioning_robot(), {});
  EXPECT_EQ(message.title, "【Sentry Demo】 ValueError: Division by zero");
  EXPECT_EQ(message.text,
            "### 【Sentry】ValueError: Division by zero\n"
            "\n"
            "- **📦 Project**: sentry-demo (acme)\n"
            "- **🌍 Env**: prod\n"
            "- **🚦 Level**: error\n"
            "- **📍 Location**: `app/utils/math.js`\n"
            "\n"
            "> while handling /pay  \n"
            "> the second line\n"
            "\n"
            "📢 **Trigger**: rule one, rule two\n"
            "\n"
            "[👉 View Issue on Sentry](https://sentry.example.com/organizations/acme/issues/42/)\n"
            "\n"
            "@13800000000 @13900000000");
  EXPECT_EQ(message.at_mobiles, (std::vector<std::string>{"13800000000", "13900000000"}));
  EXPECT_FALSE(message.at_all);
}

TEST(Render, SpeaksChinese) {
  RenderOptions options;
  options.language = Language::zh;
  EXPECT_EQ(render(test::sample_alert(), test::sample_robot(), options).text,
            "### ValueError: Division by zero\n"
            "\n"
            "- **📦 项目**: sentry-demo (acme)\n"
            "- **🌍 环境**: prod\n"
            "- **🚦 级别**: error\n"
            "- **📍 位置**: `app/utils/math.js`\n"
            "\n"
            "📢 **触发规则**: rule one, rule two\n"
            "\n"
            "[👉 在 Sentry 中查看](https://sentry.example.com/organizations/acme/issues/42/)");
}

TEST(Render, MentionsEverybodyWithoutNumbers) {
  Robot robot = mentioning_robot();
  robot.at_all = true;
  const Message message = render(test::sample_alert(), robot, {});
  EXPECT_TRUE(message.at_all);
  EXPECT_TRUE(message.at_mobiles.empty());
  EXPECT_TRUE(message.text.ends_with("\n\n@所有人"));
  EXPECT_EQ(message.text.find("13800000000"), std::string::npos);
}

TEST(Render, CutsAnyLongMessageIntoTheBudget) {
  for (const std::string_view unit : {"x", "除以零错误", "👩\u200D🚀", "\"", "\\", "<", "&", "_", "a\n", "    x\n", "\n",
                                      "\xFF", "1. \r\n- ", "行\n\n"}) {
    SCOPED_TRACE(unit);
    alert::Alert alert = test::sample_alert();
    alert.message = repeated(unit, 100 * 1024) + "z";
    const Message message = render(alert, mentioning_robot(), {});
    EXPECT_LE(body_bytes(message), 18'000U);
    EXPECT_TRUE(utf8::is_valid(message.text));
    EXPECT_NE(message.text.find("Sentry"), std::string::npos);
    EXPECT_TRUE(message.text.ends_with("/issues/42/)\n\n@13800000000 @13900000000"));
  }
}

TEST(Render, UsesTheBudgetAndSaysThatItCut) {
  alert::Alert alert = test::sample_alert();
  alert.message = repeated("除以零错误", 100 * 1024);
  Message message = render(alert, mentioning_robot(), {});
  EXPECT_GT(body_bytes(message), 17'980U);
  EXPECT_NE(message.text.find("\n\n… cut, open Sentry for the rest\n\n"), std::string::npos);
  RenderOptions options;
  options.language = Language::zh;
  message = render(alert, mentioning_robot(), options);
  EXPECT_NE(message.text.find("\n\n… 已截断，打开 Sentry 查看全部\n\n"), std::string::npos);
}

TEST(Render, SaysThatTheMessageWasCutBefore) {
  alert::Alert alert = test::sample_alert();
  alert.message = "the beginning";
  alert.message_cut = true;
  const Message message = render(alert, test::sample_robot(), RenderOptions{});
  EXPECT_NE(message.text.find("> the beginning\n\n… cut, open Sentry for the rest\n\n"), std::string::npos)
      << message.text;
}

TEST(Render, LeavesAMessageThatFitsUncut) {
  alert::Alert alert = test::sample_alert();
  alert.message = std::string(7000, 'x');
  EXPECT_NE(render(alert, mentioning_robot(), {}).text.find("> " + alert.message + "\n"), std::string::npos);
}

TEST(Render, KeepsWithinTheBudgetWhateverTheFieldIs) {
  for (const std::string_view unit : {"&", "\\", "😀", "\"", "x"}) {
    SCOPED_TRACE(unit);
    const std::string big = repeated(unit, 10 * 1024);
    alert::Alert alert = test::sample_alert();
    alert.title = alert.message = alert.location = alert.project = alert.project_slug = big;
    alert.organization = alert.environment = alert.short_id = big;
    alert.rules = std::vector<std::string>(20, big);
    alert.facts = std::vector<alert::Fact>(20, {alert::FactName::changes, big});
    alert.link = "https://sentry.example.com/" + std::string(4000, 'a');
    Robot robot = mentioning_robot();
    robot.at_mobiles = std::vector<std::string>(50, "+852-51234567890");
    for (const delivery::Form form : {delivery::Form::full, delivery::Form::plain}) {
      RenderOptions options;
      options.form = form;
      const Message message = render(alert, robot, options);
      EXPECT_LE(body_bytes(message), 18'000U);
      EXPECT_LE(utf8::count_characters(message.title), 64U);
      EXPECT_NE(message.title.find("Sentry"), std::string::npos);
      EXPECT_NE(message.text.find("Sentry"), std::string::npos);
      EXPECT_EQ(message.text.find("aaaa)") != std::string::npos, form == delivery::Form::full);
    }
  }
}

TEST(Render, HoldsTheKeywordVerbatimInTitleAndText) {
  for (const std::string_view keyword : {"a_b", "告警", "[x]", "a & b", "Sentry Demo", "Division", "*", "👉"}) {
    SCOPED_TRACE(keyword);
    Robot robot = test::sample_robot();
    robot.keyword = keyword;
    for (const delivery::Form form : {delivery::Form::full, delivery::Form::plain}) {
      RenderOptions options;
      options.form = form;
      const Message message = render(test::sample_alert(), robot, options);
      EXPECT_NE(message.title.find(keyword), std::string::npos);
      EXPECT_NE(message.text.substr(0, message.text.find('\n')).find(keyword), std::string::npos);
    }
  }
}

TEST(Render, LetsNoForeignTextBecomeMarkupOrLinks) {
  alert::Alert alert = test::sample_alert();
  alert.title = "<module>](http://evil) <script>";
  alert.message = "<img src=x>\n> a\n[b](http://evil)\n\x1B[31mred\u202E";
  const std::string text = render(alert, test::sample_robot(), {}).text;
  EXPECT_EQ(text.find('<'), std::string::npos);
  EXPECT_EQ(text.find("](http://evil"), std::string::npos);
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
  EXPECT_EQ(text.find("\u202E"), std::string::npos);
}

TEST(Render, HasNoLinkAndNoMessageInThePlainForm) {
  alert::Alert alert = test::sample_alert();
  alert.message = "secret words";
  RenderOptions options;
  options.form = delivery::Form::plain;
  const Message message = render(alert, mentioning_robot(), options);
  EXPECT_EQ(message.text.find("http"), std::string::npos);
  EXPECT_EQ(message.text.find("secret words"), std::string::npos);
  EXPECT_EQ(message.at_mobiles.size(), 2U);
}

TEST(RenderTest, IsClearlyATest) {
  RenderOptions options;
  options.zone = *TimeZone::find("Asia/Shanghai");
  const Message message = render_test(mentioning_robot(), options, WallTime(Milliseconds(1767225600000)));
  EXPECT_EQ(message.title, "【Sentry】🔔 Test message");
  EXPECT_EQ(
      message.text,
      "### 【Sentry】🔔 Test message\n\n- **🤖 Robot**: backend\n- **🕐 Time**: 2026-01-01 08:00:00 +08:00\n\n"
      "This is only a test by sentry-dingtalk-relay. Nothing is wrong: alerts of this robot arrive here.\n\n"
      "@13800000000 @13900000000");
  EXPECT_EQ(message.at_mobiles.size(), 2U);
}

}  // namespace
}  // namespace relay::dingtalk
