// SPDX-License-Identifier: MIT
#include "dingtalk/plain_form.hpp"

#include <gtest/gtest.h>

#include "unit/dingtalk/samples.hpp"

namespace relay::dingtalk {
namespace {

TEST(Harmless, KeepsWordsOnly) {
  struct Case {
    std::string in;
    std::string out;
  };
  const std::vector<Case> cases{
      {"ValueError: Division by zero", "ValueError: Division by zero"},
      {"GET https://evil.example/x?y failed", "GET failed"},
      {"see www.evil.example", "see"},
      {"(http://evil.example)", ""},
      {"host pgyer.com:8080 is down.", "host pgyer com 8080 is down."},
      {"<script>alert('x')</script>", "script alert 'x' script"},
      {"除以零，请检查 a_b-c", "除以零 请检查 a_b-c"},
      {"🔥 fire \u200B & 50%", "fire 50"},
      {"what? yes, 1;", "what? yes, 1;"},
      {"…", ""},
      {"", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.in);
    EXPECT_EQ(harmless(c.in), c.out);
  }
}

TEST(RenderPlain, SaysLittle) {
  alert::Alert alert = test::sample_alert();
  alert.title = "ValueError: see http://evil.example/ <b>";
  Robot robot = test::sample_robot();
  robot.keyword = "a_b";
  robot.at_mobiles = {"13800000000"};
  const Message message = render_plain(alert, robot, {});
  EXPECT_EQ(message.title, "【a_b】【Sentry Demo】 ValueError: see b");
  EXPECT_EQ(message.text,
            "### 【a_b】ValueError: see b\n\n"
            "- **📦 Project**: sentry-demo\n- **🚦 Level**: error\n- **🔖 Issue**: DEMO-1A\n\n"
            "DingTalk refused the full message. Open Sentry for the details.\n\n@13800000000");
}

TEST(RenderPlain, FallsBackOnOtherIds) {
  alert::Alert alert = test::sample_alert();
  alert.short_id.clear();
  EXPECT_NE(render_plain(alert, test::sample_robot(), {}).text.find("Issue**: 42"), std::string::npos);
  alert.issue_id.clear();
  alert.event_id = "0f1e";
  EXPECT_NE(render_plain(alert, test::sample_robot(), {}).text.find("Issue**: 0f1e"), std::string::npos);
}

TEST(RenderPlain, IsNeverWithoutATitle) {
  alert::Alert alert;
  alert.kind = alert::Kind::event;
  alert.title = "https://evil.example/";
  const Message message = render_plain(alert, test::sample_robot(), {});
  EXPECT_EQ(message.title, "Sentry");
  EXPECT_EQ(message.text.substr(0, 10), "### Sentry");
}

}  // namespace
}  // namespace relay::dingtalk
