// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iostream>
#include <optional>
#include <regex>
#include <set>

#include "support/e2e.hpp"

namespace relay::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;

const std::string kSource = RELAY_SOURCE_DIR;

// ./dev test unpacks it under build/tools.
std::optional<std::string> promtool() {
  for (const std::string& path : {kSource + "/build/tools/usr/bin/promtool", std::string("/usr/bin/promtool")}) {
    if (std::filesystem::exists(path)) {
      return path;
    }
  }
  return std::nullopt;
}

// Exit code and output of a shell line; "$0" is promtool.
std::pair<int, std::string> run_promtool(const std::string& line, const std::string& argument) {
  Process process({"/bin/sh", "-c", line, *promtool(), argument});
  const int code = process.wait();
  return {code, process.output()};
}

std::set<std::string> names_in(const std::string& text) {
  static const std::regex kName("sentry_dingtalk_relay_[a-z_]+|process_[a-z_]+_(seconds|total|bytes|fds)");
  std::set<std::string> names;
  for (std::sregex_iterator at(text.begin(), text.end(), kName), end; at != end; ++at) {
    names.insert(std::regex_replace(at->str(), std::regex("_(bucket|sum|count)$"), ""));
  }
  return names;
}

// The families of a page, by their TYPE lines.
std::set<std::string> families_of(const std::string& page) {
  static const std::regex kType("# TYPE ([a-z_]+) ");
  std::set<std::string> names;
  for (std::sregex_iterator at(page.begin(), page.end(), kType), end; at != end; ++at) {
    names.insert((*at)[1].str());
  }
  return names;
}

class MetricsPage : public testing::Test {
 protected:
  MetricsPage()
      : port(free_port()),
        home("http://127.0.0.1:" + std::to_string(port) + "/robot/send", two_robots()),
        emulator(home.config_file(), port),
        relay(home.start()) {}

  std::string page() const {
    const RawReply reply = http_exchange(home.admin_port(), request_bytes("GET", "/metrics", {}, ""));
    EXPECT_EQ(reply.status, 200);
    EXPECT_THAT(reply.head, HasSubstr("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"));
    return reply.body;
  }

  std::uint16_t port;
  RelayHome home;
  EmulatorProcess emulator;
  std::unique_ptr<Process> relay;
};

TEST_F(MetricsPage, CountsAnAlertOnItsWay) {
  home.post(event_body("counted"));
  home.post(event_body("counted"));
  http_exchange(home.port(), request_bytes("POST", "/sentry/main", {}, "{}"));
  http_exchange(home.port(), request_bytes("GET", "/nowhere/at/all", {}, ""));
  relay->wait_for("robot=ops state=shown");
  relay->wait_for("robot=backend state=shown");
  const std::string text = page();
  for (const char* line : {
           R"(webhooks_total{kind="event",outcome="stored",source="main"} 1)",
           R"(webhooks_total{kind="event",outcome="duplicate",source="main"} 1)",
           R"(webhooks_total{kind="none",outcome="signature_missing",source="main"} 1)",
           R"(webhooks_total{kind="none",outcome="not_found",source="none"} 1)",
           R"(webhook_accept_seconds_bucket{le="+Inf"} 2)",
           R"(deliveries_total{outcome="shown",reason="none",robot="ops"} 1)",
           R"(deliveries_total{outcome="shown",reason="none",robot="backend"} 1)",
           R"(delivery_age_seconds_count{robot="ops"} 1)",
           R"(backlog_deliveries{robot="ops"} 0)",
           R"(robot_state{robot="ops",state="open"} 1)",
       }) {
    EXPECT_THAT(text, HasSubstr(std::string("\nsentry_dingtalk_relay_") + line + "\n"));
  }
}

TEST_F(MetricsPage, TheSameIdStandsInTheLinesOfRequestAndAlert) {
  home.post(event_body("followed"));
  const std::string log = relay->wait_for("event=delivered alert=1 ");
  EXPECT_THAT(log, HasSubstr("event=accepted alert=1 "));
  EXPECT_THAT(log, testing::ContainsRegex("event=request status=200 code=stored .* alert=1 "));
}

TEST_F(MetricsPage, AHeadRequestGetsTheHeadOnly) {
  const RawReply reply = http_exchange(home.admin_port(), request_bytes("HEAD", "/metrics", {}, ""));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "");
}

TEST_F(MetricsPage, FollowsAReload) {
  std::string yaml = read_file(home.config_file());
  yaml.replace(yaml.find("name: ops"), 9, "name: new");
  write_file(home.config_file(), yaml);
  relay->signal(SIGHUP);
  relay->wait_for("event=reload result=done");
  const std::string text = page();
  EXPECT_THAT(text, HasSubstr(R"(robot_state{robot="new",state="open"} 1)"));
  EXPECT_THAT(text, testing::Not(HasSubstr(R"(robot_state{robot="ops")")));
  write_file(home.config_file(), "robots: 7\n");
  relay->signal(SIGHUP);
  relay->wait_for("event=reload result=refused");
  EXPECT_THAT(page(), HasSubstr("sentry_dingtalk_relay_config_last_reload_successful 0\n"));
}

TEST_F(MetricsPage, IsCleanToPromtool) {
  if (!promtool().has_value()) {
    GTEST_SKIP() << "promtool is not there: ./dev test unpacks it";
  }
  home.post(event_body("linted"));
  relay->wait_for("robot=ops state=shown");
  write_file(home.directory().file("metrics.txt"), page());
  const auto [code, output] = run_promtool(R"("$0" check metrics < "$1")", home.directory().file("metrics.txt"));
  EXPECT_EQ(code, 0);
  EXPECT_EQ(output, "");
  std::cout << "promtool: check metrics: " << std::count(output.begin(), output.end(), '\n') << " findings\n";
}

TEST(AlertRules, PassPromtool) {
  if (!promtool().has_value()) {
    GTEST_SKIP() << "promtool is not there: ./dev test unpacks it";
  }
  const auto [checked, findings] = run_promtool(R"("$0" check rules "$1")", kSource + "/config/alerts.yml");
  EXPECT_EQ(checked, 0) << findings;
  const auto [tested, report] = run_promtool(R"("$0" test rules "$1")", kSource + "/tests/data/alerts_test.yml");
  EXPECT_EQ(tested, 0) << report;
}

TEST_F(MetricsPage, HasEverySeriesThatRulesDashboardAndManualName) {
  const std::set<std::string> families = families_of(page());
  const std::string manual = read_file(kSource + "/src/telemetry/README.md");
  for (const std::string& file :
       {read_file(kSource + "/config/alerts.yml"), read_file(kSource + "/config/grafana-dashboard.json"), manual}) {
    const std::set<std::string> named = names_in(file);
    EXPECT_THAT(named, testing::Not(IsEmpty()));
    EXPECT_THAT(families, IsSupersetOf(named));
  }
  EXPECT_THAT(names_in(manual), IsSupersetOf(families)) << "the manual lists them all";
}

TEST(Dashboard, IsJson) {
  const auto dashboard = nlohmann::json::parse(read_file(kSource + "/config/grafana-dashboard.json"));
  EXPECT_EQ(dashboard.at("title"), "sentry-dingtalk-relay");
  std::set<int> ids;
  for (const auto& panel : dashboard.at("panels")) {
    EXPECT_TRUE(ids.insert(panel.at("id").get<int>()).second) << "panel ids are unique";
    EXPECT_FALSE(panel.at("targets").empty()) << panel.at("title");
  }
}

}  // namespace
}  // namespace relay::test
