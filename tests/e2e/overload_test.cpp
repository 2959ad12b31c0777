// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/e2e.hpp"

namespace relay::test {
namespace {

using testing::HasSubstr;

// Nobody listens where the robot should be, and the spool is as small as it may be.
class Overload : public testing::Test {
 protected:
  Overload() : home("http://127.0.0.1:9/robot/send", one_robot()) {
    std::string yaml = read_file(home.config_file());
    yaml.replace(yaml.find("spool.db }"), 10, "spool.db, max_bytes: 1MiB }");
    write_file(home.config_file(), yaml);
  }

  // Posts until one is only counted; how many were stored.
  int fill() {
    for (int i = 0; i < 5'000; ++i) {
      const RawReply reply = home.post(event_body("alert " + std::to_string(i)));
      EXPECT_EQ(reply.status, 200);
      if (reply.body != R"({"id":")" + std::to_string(i + 1) + R"(","stored":true})") {
        EXPECT_EQ(reply.body, R"({"stored":false,"counted":true})");
        return i;
      }
    }
    return -1;
  }
  std::string admin(const std::string& path) const {
    return http_exchange(home.admin_port(), request_bytes("GET", path, {}, "")).body;
  }

  RelayHome home;
};

TEST_F(Overload, AFullSpoolCountsAndSaysSo) {
  const auto relay = home.start();
  const int stored = fill();
  ASSERT_GT(stored, 50);
  EXPECT_EQ(home.post(event_body("another one")).status, 200);
  EXPECT_EQ(home.post(event_body("alert 0")).body, R"({"id":"1","stored":true,"duplicate":true})");
  relay->wait_for("event=spool_pressure state=spool_full");
  EXPECT_THAT(relay->output(), HasSubstr("event=shed source=main kind=event alert_level=error robots=1"));
  const auto ready = nlohmann::json::parse(admin("/readyz"));
  EXPECT_TRUE(ready.at("ready").get<bool>());
  EXPECT_EQ(ready.at("fault"), "spool_full");
  const std::string metrics = admin("/metrics");
  EXPECT_THAT(metrics, HasSubstr(R"(deliveries_total{outcome="shed",reason="none",robot="ops"} 2)"));
  EXPECT_THAT(metrics, HasSubstr(R"(spool_pressure{reason="spool_full"} 1)"));
  EXPECT_THAT(metrics, HasSubstr("sentry_dingtalk_relay_spool_takes_alerts 0"));
}

}  // namespace
}  // namespace relay::test
