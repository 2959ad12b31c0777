// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/e2e.hpp"

namespace relay::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// One robot with a layout of its own, and one that wants only some alerts.
std::string two_tastes() {
  return std::string("robots:\n  - name: ops\n    access_token: ") + kSignedToken + "\n    secret: " + kSignedSecret +
         "\n    endpoint: ENDPOINT\n    keyword: 告警\n    at_mobiles: \"13800000000\"\n    template: |\n"
         "      ## {title}\n\n      {{{level}}} `{culprit}` [open]({url})\n"
         "  - name: web\n    access_token: " +
         kPlainToken +
         "\n    endpoint: ENDPOINT\n    include_keywords: checkout, 支付\n    exclude_keywords: [DECLINED]\n";
}

class OwnLayout : public testing::Test {
 protected:
  OwnLayout()
      : port(free_port()),
        home("http://127.0.0.1:" + std::to_string(port) + "/robot/send", two_tastes()),
        emulator(home.config_file(), port) {}

  std::uint16_t port;
  RelayHome home;
  EmulatorProcess emulator;
};

constexpr const char* kExpected =
    "## 【告警】PaymentError: card &lt;declined&gt; 支付失败\n"
    "\n"
    "{error} `checkout.payment in ＜module＞` "
    "[open](https://sentry.example.com/organizations/acme/issues/4711/?project=7)\n"
    "\n"
    "@13800000000";

TEST_F(OwnLayout, IsWhatTheGroupSeesAndWhatRenderShows) {
  const auto relay = home.start();
  const std::string body = event_body("PaymentError: card <declined> 支付失败");
  EXPECT_EQ(home.post(body).body, R"({"id":"1","stored":true,"suppressed_for":{"web":"robots.web.exclude_keywords"}})");
  relay->wait_for("robot=ops state=shown");
  EXPECT_THAT(emulator.shown(), ElementsAre(kExpected));
  write_file(home.directory().file("payload.json"), body);
  Process render({RELAY_BINARY, "render", home.directory().file("payload.json"), "-c", home.config_file(), "--robot",
                  "ops", "--text"});
  EXPECT_EQ(render.wait(), 0);
  EXPECT_THAT(render.output(), HasSubstr(std::string("\n---\n") + kExpected + "\n"));
}

TEST_F(OwnLayout, EachRobotGetsWhatItAskedFor) {
  const auto relay = home.start();
  EXPECT_EQ(home.post(event_body("Checkout failed")).body, R"({"id":"1","stored":true})");
  relay->wait_for("robot=web state=shown");
  EXPECT_EQ(home.post(event_body("Disk full")).body,
            R"({"id":"2","stored":true,"suppressed_for":{"web":"robots.web.include_keywords"}})");
  EXPECT_THAT(relay->wait_for("alert=2 "), HasSubstr("rule=robots.web.include_keywords"));
  relay->wait_for("alert=2 delivery=3");
  EXPECT_THAT(emulator.shown(), SizeIs(3));
}

TEST_F(OwnLayout, IsNamedByCheckConfig) {
  Process check({RELAY_BINARY, "check-config", "-c", home.config_file()});
  EXPECT_EQ(check.wait(), 0);
  EXPECT_THAT(check.output(), AllOf(HasSubstr("robot ops: "), HasSubstr(", template, at most"),
                                    HasSubstr(", includes 2 keywords, excludes 1 keyword, at most")));
}

TEST(OwnLayoutOfThePlugin, ComesFromTheEnvironmentAlone) {
  const TempDir directory;
  const std::string body = event_body("Boom");
  write_file(directory.file("payload.json"), body);
  write_file(directory.file("template"), "### {display_title}\n\n> {titel}\n");
  const std::vector<std::pair<std::string, std::string>> environment{
      {"SENTRY_CLIENT_SECRET", kClientSecret},
      {"DINGTALK_ACCESS_TOKEN", kPlainToken},
      {"DINGTALK_CUSTOM_MESSAGE_ENABLED", "true"},
      {"DINGTALK_CUSTOM_MESSAGE_TEMPLATE_FILE", directory.file("template")},
      {"DINGTALK_EXCLUDE_KEYWORDS", "health，ready"}};
  Process refused({RELAY_BINARY, "check-config"}, environment);
  EXPECT_EQ(refused.wait(), 78);
  EXPECT_THAT(refused.output(), HasSubstr("line 3, column 3 of the template: unknown variable {titel}: did you mean "
                                          "{title}?"));
  write_file(directory.file("template"), "### {display_title}\n\n> {title}\n");
  Process good({RELAY_BINARY, "check-config"}, environment);
  EXPECT_EQ(good.wait(), 0);
  EXPECT_THAT(good.output(), HasSubstr(", template, excludes 2 keywords, at most"));
}

}  // namespace
}  // namespace relay::test
