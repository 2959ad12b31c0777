// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/e2e.hpp"

namespace relay::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class Delivery : public testing::Test {
 protected:
  Delivery()
      : port(free_port()),
        home("http://127.0.0.1:" + std::to_string(port) + "/robot/send", two_robots()),
        emulator(home.config_file(), port) {}

  // The text that `render` promises for this body.
  std::string promised(const std::string& body) {
    write_file(home.directory().file("payload.json"), body);
    Process render({RELAY_BINARY, "render", home.directory().file("payload.json"), "-c", home.config_file(), "--robot",
                    "backend", "--text"});
    EXPECT_EQ(render.wait(), 0);
    const std::string printed = render.output();
    const std::string text = printed.substr(printed.find("\n---\n") + 5);
    return text.substr(0, text.size() - 1);
  }

  std::uint16_t port;
  RelayHome home;
  EmulatorProcess emulator;
};

constexpr const char* kExpected =
    "### PaymentError: card &lt;declined&gt; 支付失败\n"
    "\n"
    "- **📦 Project**: checkout (acme)\n"
    "- **🌍 Env**: production\n"
    "- **🚦 Level**: error\n"
    "- **📍 Location**: `checkout.payment in ＜module＞`\n"
    "\n"
    "📢 **Trigger**: page on-call\n"
    "\n"
    "[👉 View Issue on Sentry](https://sentry.example.com/organizations/acme/issues/4711/?project=7)";

TEST_F(Delivery, ShowsEachRobotTheExactMessage) {
  const auto relay = home.start();
  const std::string body = event_body("PaymentError: card <declined> 支付失败");
  const RawReply reply = home.post(body);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"id":"1","stored":true})");
  relay->wait_for("robot=ops state=shown");
  relay->wait_for("robot=backend state=shown");
  EXPECT_THAT(emulator.shown(), ElementsAre(kExpected, kExpected));
  EXPECT_EQ(promised(body), kExpected);
}

TEST_F(Delivery, TakesTheLegacyPluginsRequest) {
  const auto relay = home.start();
  const std::string body =
      R"({"id": "9", "project": "shop", "project_name": "Shop", "project_slug": "shop", "level": "error", )"
      R"("culprit": "cart in total", "message": "", "url": "https://sentry.example.com/organizations/acme/issues/9/", )"
      R"("triggering_rules": [""], "event": {"event_id": "ab", "title": "TypeError: x", "tags": [["level", "error"]]}})";
  const std::string path = std::string("/sentry/main/") + kUrlToken;
  EXPECT_EQ(http_exchange(home.port(), request_bytes("POST", path, {}, body)).status, 200);
  relay->wait_for("robot=backend state=shown");
  relay->wait_for("robot=ops state=shown");
  EXPECT_THAT(emulator.shown().at(0), HasSubstr("TypeError: x"));
}

TEST_F(Delivery, ShowsOneMessageForASecondCopyOfARequest) {
  const auto relay = home.start();
  home.post(event_body("once"));
  EXPECT_EQ(home.post(event_body("once")).body, R"({"id":"1","stored":true,"duplicate":true})");
  relay->wait_for("robot=ops state=shown");
  relay->wait_for("robot=backend state=shown");
  relay->signal(SIGTERM);
  EXPECT_EQ(relay->wait(), 0);
  EXPECT_THAT(emulator.messages(), SizeIs(2));
}

TEST_F(Delivery, KeepsAlertsWhileARobotRefusesAndSaysWhatToDo) {
  http_exchange(port,
                request_bytes("POST", "/__emu/robots", {},
                              std::string(R"({"name":"ops","token":")") + kSignedToken + R"(","secret":"SECother"})"));
  const auto relay = home.start();
  home.post(event_body("refused"));
  const std::string log = relay->wait_for("event=robot robot=ops state=refusing");
  EXPECT_THAT(log, HasSubstr("cure="));
  relay->wait_for("robot=backend state=shown");
  const RawReply ready = http_exchange(home.admin_port(), request_bytes("GET", "/readyz", {}, ""));
  EXPECT_EQ(ready.status, 200);
  EXPECT_THAT(ready.body, HasSubstr(R"("name":"ops","state":"refusing","reason":"signature_mismatch")"));
}

TEST_F(Delivery, NeverWritesASecret) {
  const auto relay = home.start();
  home.post(event_body("quiet"));
  http_exchange(home.port(), request_bytes("POST", std::string("/sentry/nobody/") + kUrlToken, {}, "{}"));
  http_exchange(home.port(), request_bytes("GET", std::string("/sentry/main/") + kUrlToken, {}, ""));
  relay->wait_for("robot=ops state=shown");
  relay->wait_for("robot=backend state=shown");
  relay->signal(SIGTERM);
  EXPECT_EQ(relay->wait(), 0);
  EXPECT_THAT(relay->output(), Not(HasSubstr("CANARY")));
}

TEST_F(Delivery, LogsARequestThatTheServerRefusedItself) {
  const auto relay = home.start();
  EXPECT_EQ(http_exchange(home.port(), "POST /sentry/main HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").status, 400);
  EXPECT_THAT(relay->wait_for("route=webhooks"), HasSubstr("event=request status=400"));
}

TEST_F(Delivery, DropsNoAlertThatItDoesNotUnderstand) {
  const auto relay = home.start();
  EXPECT_EQ(home.post("this is not JSON", "event_alert").status, 200);
  EXPECT_EQ(home.post(R"({"action":"melted","data":{"reactor":{"core":1}}})", "reactor").status, 200);
  relay->wait_for("event=delivered alert=1 ");
  relay->wait_for("event=delivered alert=2 ");
  EXPECT_THAT(emulator.shown(), testing::Contains(HasSubstr("reactor")));
}

// What gathers while DingTalk is out of reach comes whole, in a few messages.
TEST(Digest, AStormComesWholeInFewMessages) {
  constexpr std::size_t kAlerts = 60;
  const std::uint16_t port = free_port();
  RelayHome home("http://127.0.0.1:" + std::to_string(port) + "/robot/send", one_robot());
  const auto relay = home.start();
  for (std::size_t i = 0; i < kAlerts; ++i) {
    ASSERT_EQ(home.post(event_body("storm " + std::to_string(i))).status, 200);
  }
  const EmulatorProcess emulator(home.config_file(), port);
  const std::string log = relay->wait_for("event=digest digest=1 alerts=45 robot=ops state=shown");
  const std::vector<std::string> shown = emulator.shown();
  ASSERT_THAT(shown, SizeIs(16)) << "fifteen alone, then one message for the rest";
  EXPECT_THAT(shown.back(), HasSubstr("📦 45 alerts in one message"));
  EXPECT_THAT(shown.back(), HasSubstr("×45"));
}

}  // namespace
}  // namespace relay::test
