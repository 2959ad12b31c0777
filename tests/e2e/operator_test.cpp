// SPDX-License-Identifier: MIT
#include <csignal>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/e2e.hpp"

namespace relay::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct Outcome {
  int code;
  std::string text;
};

// Every question is asked twice: of the running daemon, and of the spool when none runs.
class Operator : public testing::Test {
 protected:
  Operator()
      : port(free_port()),
        home("http://127.0.0.1:" + std::to_string(port) + "/robot/send", two_robots()),
        emulator(home.config_file(), port) {}

  Outcome run(std::vector<std::string> arguments, bool configured = true) {
    arguments.insert(arguments.begin(), RELAY_BINARY);
    if (configured) {
      arguments.insert(arguments.end(), {"-c", home.config_file()});
    }
    Process process(arguments, {{"TZ", "Asia/Shanghai"}});
    const int code = process.wait();
    return {code, process.output()};
  }
  json run_json(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    return json::parse(run(std::move(arguments)).text);
  }

  void stop(Process& relay) {
    relay.signal(SIGTERM);
    ASSERT_EQ(relay.wait(), 0);
  }

  std::string file(const std::string& name) const { return home.directory().file(name); }

  std::uint16_t port;
  RelayHome home;
  EmulatorProcess emulator;
};

TEST_F(Operator, SocketIsForItsOwnerAndGoesWithTheDaemon) {
  const std::string socket = file("spool.db.sock");
  {
    const auto relay = home.start();
    struct stat found {};
    ASSERT_EQ(::lstat(socket.c_str(), &found), 0);
    EXPECT_TRUE(S_ISSOCK(found.st_mode));
    EXPECT_EQ(found.st_mode & 0777U, 0600U);
    stop(*relay);
    EXPECT_FALSE(std::filesystem::exists(socket));
  }
  {
    const auto relay = home.start();
    relay->signal(SIGKILL);
    relay->wait();
    EXPECT_TRUE(std::filesystem::exists(socket));
  }
  EXPECT_EQ(run({"deliveries"}).code, 0) << "a socket that nobody serves is no daemon";
  const auto relay = home.start();
  EXPECT_EQ(run({"deliveries"}).code, 0);
}

TEST_F(Operator, ASecondDaemonTakesNothing) {
  const auto relay = home.start();
  EXPECT_EQ(run({"serve"}).code, 75);
  EXPECT_EQ(run({"deliveries"}).text, "no delivery fits\n");
}

TEST_F(Operator, ListsAndExplainsRunningAndStopped) {
  auto relay = home.start();
  home.post(event_body("PaymentError"));
  relay->wait_for("robot=ops state=shown");
  relay->wait_for("robot=backend state=shown");
  for (const bool running : {true, false}) {
    SCOPED_TRACE(running);
    const Outcome listed = run({"deliveries"});
    EXPECT_EQ(listed.code, 0);
    EXPECT_THAT(listed.text, AllOf(HasSubstr("ALERT"), HasSubstr("+08:00"), HasSubstr("PaymentError")));
    EXPECT_EQ(run_json({"deliveries"}).at("deliveries").size(), 2U);
    EXPECT_EQ(run_json({"deliveries", "--limit", "1"}).at("deliveries").size(), 1U);
    EXPECT_EQ(run_json({"deliveries", "--robot", "ops"}).at("deliveries").size(), 1U);
    EXPECT_EQ(run_json({"deliveries", "--state", "dead"}).at("deliveries").size(), 0U);
    EXPECT_EQ(run_json({"deliveries", "--issue", "4711", "--since", "1h"}).at("deliveries").size(), 2U);
    EXPECT_EQ(run_json({"deliveries", "--until", "1h"}).at("deliveries").size(), 0U);
    for (const char* what : {"1", "4711", "--last"}) {
      const Outcome told = run({"explain", what});
      EXPECT_EQ(told.code, 0);
      EXPECT_THAT(told.text,
                  AllOf(HasSubstr("Alert 1"), HasSubstr("verified by its signature"), HasSubstr("robot ops: shown"),
                        HasSubstr("attempt 1: shown after"), HasSubstr("robot backend: shown")));
    }
    const Outcome unknown = run({"explain", "99"});
    EXPECT_EQ(unknown.code, 1);
    EXPECT_THAT(unknown.text, HasSubstr("Sentry never sent it here"));
    EXPECT_EQ(run({"deliveries", "--check"}).code, 0);
    if (running) {
      stop(*relay);
    }
  }
}

TEST_F(Operator, SendsDeadLettersAgain) {
  const auto relay = home.start();
  emulator.arm(R"({"fault":"content_refused","robot":"ops","next":2})");
  home.post(event_body("PaymentError"));
  relay->wait_for("robot=ops state=dead");
  EXPECT_EQ(run_json({"deliveries", "--state", "dead"}).at("deliveries").size(), 1U);
  EXPECT_THAT(run({"explain", "1"}).text, HasSubstr("430102"));
  EXPECT_EQ(run({"redrive", "--all"}).text, "ops: 1 wait again\n");
  relay->wait_for("robot=ops state=shown");
  EXPECT_EQ(run_json({"deliveries", "--state", "dead"}).at("deliveries").size(), 0U);
  EXPECT_EQ(run({"deliveries", "--check"}).code, 0);
}

TEST_F(Operator, DiscardsAndRedrivesWhileTheDaemonRuns) {
  const auto relay = home.start();
  run({"pause", "ops"});
  home.post(event_body("one"));
  relay->wait_for("robot=backend state=shown");
  EXPECT_EQ(run({"discard", "--robot", "ops"}).text, "ops: 1 discarded\n");
  relay->wait_for("event=operator action=discard robot=ops who=operator deliveries=1");
  EXPECT_EQ(run({"redrive", "1"}).text, "nothing to do: no delivery fits\n") << "it is no dead letter";
  EXPECT_EQ(run({"redrive", "1", "--state", "discarded"}).text, "ops: 1 wait again\n");
  relay->wait_for("event=operator action=redrive robot=ops who=operator deliveries=1");
  run({"resume", "ops"});
  relay->wait_for("robot=ops state=shown");
  EXPECT_THAT(run({"explain", "1"}).text,
              AllOf(HasSubstr("an operator did: discard"), HasSubstr("an operator made it wait again")));
  EXPECT_EQ(run({"redrive"}).code, 64);
  EXPECT_EQ(run({"deliveries", "--check"}).code, 0);
}

TEST_F(Operator, APausedRobotStaysSilentOverARestart) {
  {
    const auto relay = home.start();
    EXPECT_THAT(run({"pause", "ops"}).text, HasSubstr("ops is paused"));
    relay->wait_for("event=operator action=pause robot=ops who=operator");
    home.post(event_body("one"));
    relay->wait_for("robot=backend state=shown");
    const auto ready = json::parse(http_exchange(home.admin_port(), request_bytes("GET", "/readyz", {}, "")).body);
    EXPECT_EQ(ready.at("robots").at(1).at("name"), "ops");
    EXPECT_TRUE(ready.at("robots").at(1).at("paused").get<bool>());
    EXPECT_THAT(http_exchange(home.admin_port(), request_bytes("GET", "/metrics", {}, "")).body,
                HasSubstr(R"(sentry_dingtalk_relay_robot_paused{robot="ops"} 1)"));
    EXPECT_THAT(run({"explain", "--last"}).text, HasSubstr("the robot is paused since"));
    stop(*relay);
    EXPECT_THAT(relay->output(), Not(HasSubstr("robot=ops state=shown")));
  }
  EXPECT_EQ(run_json({"deliveries", "--state", "pending"}).at("deliveries").size(), 1U);
  const auto relay = home.start();
  relay->wait_for("event=robot_paused robot=ops");
  EXPECT_THAT(run({"resume", "ops"}).text, HasSubstr("ops goes on"));
  relay->wait_for("robot=ops state=shown");
}

TEST_F(Operator, ChangesAStoppedSpool) {
  {
    const auto relay = home.start();
    run({"pause", "ops"});
    home.post(event_body("one"));
    relay->wait_for("robot=backend state=shown");
    stop(*relay);
  }
  EXPECT_EQ(run({"discard", "1"}).text, "ops: 1 discarded\n");
  EXPECT_EQ(run({"redrive", "--state", "discarded", "--all"}).text, "ops: 1 wait again\n");
  EXPECT_THAT(run({"resume", "ops"}).text, HasSubstr("goes on"));
  EXPECT_EQ(run({"deliveries", "--check"}).code, 0);
  const auto relay = home.start();
  relay->wait_for("robot=ops state=shown");
}

TEST_F(Operator, CopiesAndChecksRunningAndStopped) {
  auto relay = home.start();
  home.post(event_body("one"));
  relay->wait_for("robot=ops state=shown");
  for (const bool running : {true, false}) {
    SCOPED_TRACE(running);
    const std::string copy = file(running ? "running.db" : "stopped.db");
    EXPECT_EQ(run({"spool", "snapshot", copy}).code, 0);
    EXPECT_EQ(run({"spool", "snapshot", copy}).code, 73) << "it exists";
    EXPECT_EQ(run({"spool", "snapshot", copy, "--force"}).code, 0);
    struct stat found {};
    ASSERT_EQ(::stat(copy.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0600U);
    EXPECT_FALSE(std::filesystem::exists(file("spool.db.snapshot")));
    EXPECT_THAT(run({"spool", "check"}).text, HasSubstr("is whole: 1 alerts, 2 deliveries"));
    EXPECT_THAT(run({"spool", "check", copy}).text, HasSubstr("is whole: 1 alerts"));
    EXPECT_THAT(run({"spool", "export", copy}, false).text, HasSubstr(R"("alert":1)"));
    if (running) {
      stop(*relay);
    }
  }
}

TEST_F(Operator, ADamagedSpoolIsLeftForTheDaemon) {
  {
    const auto relay = home.start();
    home.post(event_body("one"));
    relay->wait_for("robot=ops state=shown");
    stop(*relay);
  }
  write_file(file("spool.db"), std::string(20'000, 'x'));
  const Outcome listed = run({"deliveries"});
  EXPECT_NE(listed.code, 0);
  EXPECT_THAT(listed.text, HasSubstr("spool export"));
  EXPECT_EQ(run({"spool", "check"}).code, 65);
  EXPECT_EQ(read_file(file("spool.db")), std::string(20'000, 'x'));
}

TEST_F(Operator, SaysThatThereIsNoSpool) {
  const Outcome nothing = run({"deliveries"});
  EXPECT_EQ(nothing.code, 66);
  EXPECT_THAT(nothing.text, HasSubstr("--spool-path"));
  EXPECT_FALSE(std::filesystem::exists(file("spool.db")));
}

TEST_F(Operator, NeedsNoSecretOfTheConfiguration) {
  std::string yaml = read_file(home.config_file());
  const auto relay = home.start();
  yaml.replace(yaml.find(kSignedSecret), std::string(kSignedSecret).size(), "{file: /not/there}");
  write_file(home.config_file(), yaml);
  EXPECT_EQ(run({"deliveries"}).code, 0);
  EXPECT_EQ(run({"check-config"}).code, 78);
}

TEST_F(Operator, TellsWrongCommandLines) {
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"explain"},
                                                {"explain", "1", "--last"},
                                                {"deliveries", "--since", "soon"},
                                                {"deliveries", "--state", "lost"},
                                                {"pause"},
                                                {"spool"},
                                                {"spool", "export"}}) {
    EXPECT_EQ(run(wrong, wrong.front() != "spool").code, 64) << wrong.front();
  }
}

}  // namespace
}  // namespace relay::test
