// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/e2e.hpp"

namespace relay::test {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

struct Ran {
  int code;
  std::string output;
};

Ran run(std::vector<std::string> arguments, std::vector<std::pair<std::string, std::string>> environment = {}) {
  arguments.insert(arguments.begin(), RELAY_BINARY);
  Process process(std::move(arguments), std::move(environment));
  const int code = process.wait(std::chrono::seconds{60});
  return {code, process.output()};
}

TEST(Commands, DemoShowsEveryAlertThatHadToArrive) {
  const Ran demo = run({"demo"});
  EXPECT_EQ(demo.code, 0) << demo.output;
  EXPECT_THAT(demo.output, EndsWith("demo: accepted=15 shown=42 dead=0\n"));
}

TEST(Commands, VersionIsPrintedInBothWays) { EXPECT_EQ(run({"version"}).output, run({"--version"}).output); }

TEST(Commands, AnUnknownFlagIsAUsageError) {
  EXPECT_EQ(run({"serve", "--no-such-flag"}).code, 64);
  EXPECT_EQ(run({}).code, 64);
}

TEST(Commands, HelpHasExamples) {
  for (const char* command :
       {"serve", "check-config", "render", "send-test", "emulate", "demo", "healthcheck", "init", "import-plugin"}) {
    const Ran help = run({command, "--help"});
    EXPECT_EQ(help.code, 0);
    EXPECT_THAT(help.output, HasSubstr("Examples:")) << command;
  }
}

TEST(Commands, CheckConfigTellsEveryProblemAtOnce) {
  const TempDir directory;
  write_file(directory.file("relay.yaml"), "language: fr\nrobots:\n  - name: ops\n    acces_token: x\n");
  const Ran checked = run({"check-config", "--config.file", directory.file("relay.yaml")});
  EXPECT_EQ(checked.code, 78);
  EXPECT_THAT(checked.output, HasSubstr("relay.yaml:1:11: language:"));
  EXPECT_THAT(checked.output, AllOf(HasSubstr("relay.yaml:4:5: robots[0].acces_token:"), HasSubstr("access_token")));
  EXPECT_THAT(checked.output, HasSubstr("sources"));
}

TEST(Commands, CheckConfigMasksTokensUnlessAsked) {
  const RelayHome home("http://127.0.0.1:9/robot/send", two_robots());
  const Ran masked = run({"check-config", "-c", home.config_file()});
  EXPECT_EQ(masked.code, 0) << masked.output;
  EXPECT_THAT(masked.output, Not(HasSubstr("CANARY")));
  EXPECT_THAT(run({"check-config", "-c", home.config_file(), "--show-urls"}).output, HasSubstr(kUrlToken));
}

TEST(Commands, ServeRefusesABadConfiguration) {
  const TempDir directory;
  write_file(directory.file("relay.yaml"), "sources: []\n");
  EXPECT_EQ(run({"serve", "-c", directory.file("relay.yaml")}).code, 78);
}

TEST(Commands, ServeRefusesATakenPort) {
  RelayHome home("http://127.0.0.1:9/robot/send", one_robot());
  const auto relay = home.start();
  const TempDir other;
  const Ran second = run({"serve", "-c", home.config_file(), "--spool-path", other.file("spool.db"), "--listen",
                          "127.0.0.1:" + std::to_string(home.port())});
  EXPECT_EQ(second.code, 69) << second.output;
}

TEST(Commands, RenderPrintsTheExactJsonOfEachRobot) {
  const TempDir directory;
  const RelayHome home("http://127.0.0.1:9/robot/send", two_robots());
  write_file(directory.file("payload.json"), event_body("Boom <x>"));
  const Ran rendered = run({"render", directory.file("payload.json"), "-c", home.config_file()});
  EXPECT_EQ(rendered.code, 0);
  const std::size_t first = rendered.output.find('\n');
  const auto json = nlohmann::json::parse(rendered.output.substr(0, first));
  EXPECT_EQ(json.at("msgtype"), "markdown");
  EXPECT_THAT(json.at("markdown").at("text").get<std::string>(), HasSubstr("Boom &lt;x&gt;"));
  EXPECT_TRUE(nlohmann::json::accept(rendered.output.substr(first + 1)));
}

TEST(Commands, RenderNeedsNoConfiguration) {
  const TempDir directory;
  write_file(directory.file("payload.json"), event_body("Boom"));
  EXPECT_THAT(run({"render", directory.file("payload.json"), "--text"}).output, HasSubstr("### Boom"));
  EXPECT_EQ(run({"render", directory.file("absent.json")}).code, 66);
}

TEST(Commands, SendTestSaysWhatDingTalkAnsweredAndWhatToDo) {
  const std::uint16_t port = free_port();
  const RelayHome home("http://127.0.0.1:" + std::to_string(port) + "/robot/send", two_robots());
  const EmulatorProcess emulator(home.config_file(), port);
  const Ran good = run({"send-test", "-c", home.config_file()});
  EXPECT_EQ(good.code, 0) << good.output;
  EXPECT_THAT(good.output, HasSubstr("√ ops"));
  http_exchange(port, request_bytes("POST", "/__emu/robots", {},
                                    std::string(R"({"name":"ops","token":")") + kSignedToken + R"(","secret":")" +
                                        kSignedSecret + R"(","keywords":["报警"]})"));
  const Ran refused = run({"send-test", "-c", home.config_file(), "--robot", "ops"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.output, AllOf(HasSubstr("310000"), HasSubstr("what to do:")));
  EXPECT_THAT(refused.output, Not(HasSubstr("CANARY")));
}

TEST(Commands, HealthcheckReadsTheDaemonsConfiguration) {
  RelayHome home("http://127.0.0.1:9/robot/send", one_robot());
  EXPECT_EQ(run({"healthcheck", "-c", home.config_file()}).code, 1);
  const auto relay = home.start();
  const Ran healthy = run({"healthcheck", "-c", home.config_file()},
                          {{"RELAY_ADMIN_LISTEN", "127.0.0.1:" + std::to_string(home.admin_port())}});
  EXPECT_EQ(healthy.code, 0) << healthy.output;
}

TEST(Commands, TheEnvironmentAloneServesAContainer) {
  const TempDir directory;
  const std::uint16_t port = free_port();
  const std::vector<std::pair<std::string, std::string>> environment{
      {"SENTRY_CLIENT_SECRET", kClientSecret},
      {"DINGTALK_ACCESS_TOKEN", std::string(kSignedToken) + "\n" + kPlainToken},
      {"DINGTALK_SECRET", std::string(kSignedSecret) + "\n-"},
      {"RELAY_LISTEN", "127.0.0.1:" + std::to_string(port)},
      {"RELAY_ADMIN_LISTEN", "127.0.0.1:0"},
      {"RELAY_SPOOL_PATH", directory.file("spool.db")}};
  Process relay({RELAY_BINARY, "serve"}, environment);
  relay.wait_for("event=ready");
  EXPECT_THAT(relay.wait_for("event=webhook_url"), HasSubstr("robots=2"));
  EXPECT_EQ(http_exchange(port, request_bytes("POST", "/sentry", {}, "{}")).status, 401);
}

TEST(Commands, WithoutARobotItPreviewsAndSaysSoOnEveryLine) {
  RelayHome home("http://127.0.0.1:9/robot/send", "");
  const auto relay = home.start();
  EXPECT_EQ(home.post(event_body("nobody sees this")).body, R"({"id":"1","stored":true,"suppressed":"preview"})");
  const std::string log = relay->wait_for("nobody sees this");
  EXPECT_THAT(log, HasSubstr("no robot is configured"));
}

}  // namespace
}  // namespace relay::test
