// SPDX-License-Identifier: MIT
#include <atomic>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "support/e2e.hpp"

namespace relay::test {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

// SIGHUP, with the real binary.
class Reload : public testing::Test {
 protected:
  Reload()
      : port(free_port()),
        home("http://127.0.0.1:" + std::to_string(port) + "/robot/send", two_robots() + "deadline: 2s\n") {
    good = read_file(home.config_file());
  }

  std::string reload(Process& relay, const std::string& yaml, const std::string& result) {
    write_file(home.config_file(), yaml);
    relay.signal(SIGHUP);
    return relay.wait_for("event=reload result=" + result);
  }
  [[nodiscard]] std::string good_with(const std::string& from, const std::string& to) const {
    std::string changed = good;
    return changed.replace(changed.find(from), from.size(), to);
  }
  [[nodiscard]] std::string readyz() const {
    return http_exchange(home.admin_port(), request_bytes("GET", "/readyz", {}, "")).body;
  }

  std::uint16_t port;
  RelayHome home;
  std::string good;
};

TEST_F(Reload, TakesOverRobotsKeywordsAndSecrets) {
  const EmulatorProcess emulator(home.config_file(), port);
  const auto relay = home.start();
  std::string changed = good_with("  - name: ops\n", "  - name: ops\n    keyword: 新关键词\n");
  changed.replace(changed.find(kClientSecret), std::string(kClientSecret).size(), "another-client-secret");
  reload(*relay, changed, "done");
  EXPECT_EQ(home.post(event_body("signed with the old secret")).status, 401);
  const std::string path = std::string("/sentry/main/") + kUrlToken;
  EXPECT_EQ(http_exchange(home.port(), request_bytes("POST", path, {}, event_body("after"))).status, 200);
  relay->wait_for("robot=ops state=shown");
  relay->wait_for("robot=backend state=shown");
  EXPECT_THAT(emulator.shown(), testing::Contains(HasSubstr("新关键词")));
}

TEST_F(Reload, RefusesWhatIsWrongAndStaysWhole) {
  struct Case {
    const char* name;
    std::string yaml;
    const char* says;
  };
  const Case cases[] = {
      {"no YAML", "sources: [", "relay.yaml:"},
      {"an unknown key", good + "robotz: []\n", "robotz: unknown key"},
      {"a secret that is not there", good_with(kPlainToken, "{file: /nowhere}"), "/nowhere cannot be read"},
      {"one robot twice", good_with("name: backend", "name: ops"), "ops"},
      {"two problems in one line", good + "robotz: []\nlanguage: de\n", "; "},
      {"another listener", good_with("server: { listen: 127.0.0.1:0 }", "server: { listen: 127.0.0.1:1 }"),
       "restart to change server.listen"},
      {"another spool", good_with("spool.db }", "spool.db, max_age: 1h }"), "restart to change spool.max_age"},
      {"certificates that are none", good + "ca_file: /dev/null\n", "ca_file"},
  };
  const EmulatorProcess emulator(home.config_file(), port);
  const auto relay = home.start();
  const std::string before = readyz();
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const std::size_t said = relay->output().size();
    write_file(home.config_file(), c.yaml);
    relay->signal(SIGHUP);
    std::string log;
    do {
      log = relay->wait_for_more();
    } while (log.find("event=reload result=refused", said) == std::string::npos);
    EXPECT_THAT(log.substr(said), HasSubstr(c.says));
    EXPECT_EQ(readyz(), before);
    EXPECT_EQ(home.post(event_body(c.name)).status, 200);
  }
  EXPECT_THAT(relay->output(), Not(HasSubstr("CANARY")));
}

TEST_F(Reload, LeavesAnAttemptUnderWayToItsGenerationAndDelaysNoOtherRobot) {
  const EmulatorProcess emulator(home.config_file(), port);
  emulator.arm(R"({"fault":"hang_before","robot":"ops","next":1})");
  const auto relay = home.start();
  home.post(event_body("hangs for a while"));
  relay->wait_for("robot=backend state=shown");
  reload(*relay, good_with("deadline: 2s", "deadline: 3s"), "done");
  home.post(event_body("behind it"));
  relay->wait_for("alert=2 delivery=4 robot=backend state=shown");
  EXPECT_THAT(relay->output(), Not(HasSubstr("robot=ops"))) << "its attempt hangs still";
  relay->wait_for("alert=1 delivery=1 robot=ops state=shown");
  relay->wait_for("alert=2 delivery=3 robot=ops state=shown");
}

TEST_F(Reload, ARobotThatAReloadMendedIsNotCalledRefusing) {
  const EmulatorProcess emulator(home.config_file(), port);
  write_file(home.config_file(), good_with(kPlainToken, "a-token-that-nobody-knows"));
  const auto relay = home.start();
  home.post(event_body("refused at first"));
  relay->wait_for("robot=backend state=refusing");
  EXPECT_THAT(readyz(), HasSubstr("refusing"));
  reload(*relay, good, "done");
  relay->wait_for("robot=backend state=shown");
  EXPECT_THAT(readyz(), Not(HasSubstr("refusing")));
  EXPECT_THAT(http_exchange(home.admin_port(), request_bytes("GET", "/metrics", {}, "")).body,
              HasSubstr(R"(robot_state{robot="backend",state="refusing"} 0)"));
}

TEST_F(Reload, ARobotThatIsStillWrongIsCalledRefusingAgain) {
  const EmulatorProcess emulator(home.config_file(), port);
  write_file(home.config_file(), good_with(kPlainToken, "a-token-that-nobody-knows"));
  const auto relay = home.start();
  home.post(event_body("refused"));
  relay->wait_for("robot=backend state=refusing");
  reload(*relay, good_with(kPlainToken, "another-token-that-nobody-knows"), "done");
  relay->wait_for("event=robot robot=backend state=open");
  relay->wait_for("attempt=2");
  EXPECT_THAT(readyz(), HasSubstr("refusing"));
}

TEST_F(Reload, ARobotThatLeavesFindsItsAlertsWhenItComesBack) {
  const auto relay = home.start();
  home.post(event_body("nobody takes it yet"));
  reload(*relay, good.substr(0, good.find("  - name: backend")) + "deadline: 2s\n", "done");
  relay->wait_for("event=robot_left robot=backend");
  EXPECT_THAT(readyz(), Not(HasSubstr("backend")));
  const EmulatorProcess emulator(home.config_file(), port);
  http_exchange(port, request_bytes("POST", "/__emu/robots", {},
                                    std::string(R"({"name":"backend","token":")") + kPlainToken + R"("})"));
  write_file(home.config_file(), good);
  relay->signal(SIGHUP);
  relay->wait_for("robot=backend state=shown");
}

// systemd 252 hides the credentials from ExecReload=; every other problem must still stop the reload.
TEST_F(Reload, TheCheckBeforeItOverlooksUnreadableCredentialsOnly) {
  struct Case {
    std::string yaml;
    int code;
  };
  const std::string hidden = good_with(kClientSecret, "{credential: client_secret}");
  const Case cases[] = {{good, 0}, {hidden, 0}, {hidden + "robotz: []\n", 78}, {good + "robotz: []\n", 78}};
  for (const Case& c : cases) {
    write_file(home.config_file(), c.yaml);
    Process check({RELAY_BINARY, "check-config", "--before-reload", "--config", home.config_file()},
                  {{"CREDENTIALS_DIRECTORY", "/nowhere"}});
    EXPECT_EQ(check.wait(), c.code) << check.output();
  }
  write_file(home.config_file(), hidden);
  Process strict({RELAY_BINARY, "check-config", "--config", home.config_file()},
                 {{"CREDENTIALS_DIRECTORY", "/nowhere"}});
  EXPECT_EQ(strict.wait(), 78) << "at a start they must be readable";
}

int open_descriptors(pid_t pid) {
  const std::filesystem::directory_iterator all("/proc/" + std::to_string(pid) + "/fd");
  return static_cast<int>(std::distance(begin(all), end(all)));
}

TEST_F(Reload, OftenUnderLoadLosesNothingAndLeaksNothing) {
  constexpr int kReloads = 40;
  const auto relay = home.start();
  std::atomic<bool> enough{false};
  std::vector<int> statuses;
  std::thread load([&] {
    for (int i = 0; !enough; ++i) {
      statuses.push_back(home.post(event_body("load " + std::to_string(i))).status);
    }
  });
  const int before = open_descriptors(relay->pid());
  for (int i = 0; i < kReloads; ++i) {
    const std::size_t said = relay->output().size();
    const bool is_bad = i % 2 == 1;
    write_file(home.config_file(), is_bad ? good + "robotz: []\n" : good);
    relay->signal(SIGHUP);
    std::string log;
    do {
      log = relay->wait_for_more();
    } while (log.find(is_bad ? "result=refused" : "result=done", said) == std::string::npos);
  }
  enough = true;
  load.join();
  EXPECT_THAT(statuses, Each(200));
  EXPECT_LE(open_descriptors(relay->pid()), before + 4);
  relay->signal(SIGTERM);
  EXPECT_EQ(relay->wait(), 0);
  write_file(home.config_file(), good);
  const auto next = home.start();
  EXPECT_THAT(next->output(), HasSubstr("pending=" + std::to_string(2 * statuses.size()) + " "));
}

}  // namespace
}  // namespace relay::test
