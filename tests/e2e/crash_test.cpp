// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "support/e2e.hpp"

namespace relay::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// What a 2xx promises, with the real binary and a real kill -9.
class Crash : public testing::Test {
 protected:
  Crash() : port(free_port()), home("http://127.0.0.1:" + std::to_string(port) + "/robot/send", one_robot()) {}

  std::uint16_t port;
  RelayHome home;
};

TEST_F(Crash, RightAfterTheAnswerLosesNothing) {
  {
    const auto relay = home.start();
    EXPECT_EQ(home.post(event_body("acknowledged, then killed")).status, 200);
    relay->signal(SIGKILL);
    EXPECT_EQ(relay->wait(), 128 + SIGKILL);
  }
  const EmulatorProcess emulator(home.config_file(), port);
  const auto relay = home.start();
  relay->wait_for("event=delivered alert=1 ");
  ASSERT_THAT(emulator.messages(), SizeIs(1));
  EXPECT_THAT(emulator.shown().at(0), HasSubstr("acknowledged, then killed"));
}

TEST_F(Crash, BetweenSendingAndTheAnswerShowsTheAlertOnce) {
  const EmulatorProcess emulator(home.config_file(), port);
  emulator.arm(R"({"fault":"hang_after","robot":"ops","next":1})");
  {
    const auto relay = home.start();
    EXPECT_EQ(home.post(event_body("shown, but nobody answered")).status, 200);
    // The emulator has shown it and holds the connection: ask until it has.
    while (emulator.shown().empty()) {
    }
    relay->signal(SIGKILL);
    EXPECT_EQ(relay->wait(), 128 + SIGKILL);
  }
  const auto relay = home.start();
  relay->wait_for("interrupted=1");
  relay->wait_for("event=delivered alert=1 ");
  const auto messages = emulator.messages();
  ASSERT_THAT(messages, SizeIs(2));
  EXPECT_EQ(messages.at(0).at("msg_uuid"), messages.at(1).at("msg_uuid"));
  EXPECT_TRUE(messages.at(1).at("duplicate").get<bool>()) << "DingTalk drops the second copy by its msgUuid";
  EXPECT_THAT(messages.at(1).at("text").get<std::string>(), HasSubstr("repeat"));
  EXPECT_THAT(emulator.shown(), SizeIs(1));
}

TEST_F(Crash, ManyTimesUnderLoadLosesNoAcknowledgedAlert) {
  constexpr int kRounds = 5;
  constexpr int kAlerts = 8;
  for (int round = 0; round < kRounds; ++round) {
    const auto relay = home.start();
    for (int i = 0; i < kAlerts; ++i) {
      const std::string title = "round " + std::to_string(round) + " alert " + std::to_string(i);
      EXPECT_EQ(home.post(event_body(title)).status, 200);
    }
    relay->signal(SIGKILL);
    relay->wait();
  }
  const auto relay = home.start();
  relay->signal(SIGTERM);
  relay->wait();
  EXPECT_THAT(relay->output(), HasSubstr("pending=" + std::to_string(kRounds * kAlerts)));
}

TEST_F(Crash, ARobotThatLeftTheConfigurationIsNamedWithWhatWaitsForIt) {
  {
    const auto relay = home.start();
    EXPECT_EQ(home.post(event_body("for a robot that leaves")).status, 200);
    relay->signal(SIGTERM);
    EXPECT_EQ(relay->wait(), 0);
  }
  std::string yaml = read_file(home.config_file());
  yaml.replace(yaml.find("name: ops"), 9, "name: new");
  write_file(home.config_file(), yaml);
  const auto relay = home.start();
  EXPECT_THAT(relay->output(), HasSubstr("event=robot_left robot=ops pending=1"));
}

TEST_F(Crash, ASecondDaemonOnOneSpoolIsRefused) {
  const auto relay = home.start();
  Process second({RELAY_BINARY, "serve", "--config", home.config_file()});
  EXPECT_EQ(second.wait(), 75);
  EXPECT_THAT(second.output(), HasSubstr("event=start_failed"));
}

TEST_F(Crash, SigtermLeavesAnAttemptThatNobodyAnswersWithinFiveSeconds) {
  const EmulatorProcess emulator(home.config_file(), port);
  emulator.arm(R"({"fault":"hang_before","robot":"ops","next":1})");
  const auto relay = home.start();
  home.post(event_body("hangs"));
  while (emulator.messages().empty()) {
  }
  const auto asked = std::chrono::steady_clock::now();
  relay->signal(SIGTERM);
  EXPECT_EQ(relay->wait(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(6));
  const auto next = home.start();
  next->wait_for("interrupted=1");
  next->wait_for("event=delivered alert=1 ");
  EXPECT_THAT(emulator.shown(), SizeIs(1));
}

TEST_F(Crash, AFailedDiskEndsItWithoutWaitingForDingTalk) {
  const EmulatorProcess emulator(home.config_file(), port);
  emulator.arm(R"({"fault":"hang_before","robot":"ops","next":0})");
  // A file that may not grow fails to write like a broken disk, and not like a full one.
  const auto relay = home.start({}, "trap '' XFSZ; ulimit -f 2000");
  int acknowledged = 0;
  while (home.post(event_body("alert " + std::to_string(acknowledged))).status == 200) {
    ++acknowledged;
  }
  const auto refused = std::chrono::steady_clock::now();
  EXPECT_EQ(relay->wait(), 74);
  EXPECT_LT(std::chrono::steady_clock::now() - refused, std::chrono::seconds(2));
  EXPECT_GT(acknowledged, 0);
  home.start()->wait_for("pending=" + std::to_string(acknowledged) + " ");
}

TEST_F(Crash, ALogThatNobodyReadsDoesNotKeepItFromEnding) {
  const auto relay = home.start();
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(home.post(event_body("fills the pipe " + std::to_string(i))).status, 200);
  }
  relay->signal(SIGTERM);
  pollfd ended{static_cast<int>(::syscall(SYS_pidfd_open, relay->pid(), 0)), POLLIN, 0};
  EXPECT_EQ(::poll(&ended, 1, 6000), 1);
  ::close(ended.fd);
}

TEST_F(Crash, AReloadDuringTheStartDoesNotEndIt) {
  const std::string fifo = home.directory().file("config.fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  Process relay({RELAY_BINARY, "serve", "--config", fifo});
  const int config = ::open(fifo.c_str(), O_WRONLY);  // returns when the relay has begun to read
  relay.signal(SIGHUP);
  const std::string yaml = read_file(home.config_file());
  EXPECT_EQ(::write(config, yaml.data(), yaml.size()), static_cast<ssize_t>(yaml.size()));
  ::close(config);
  relay.wait_for("event=ready");
}

TEST_F(Crash, ASecondSigtermEndsAtOnce) {
  const EmulatorProcess emulator(home.config_file(), port);
  emulator.arm(R"({"fault":"hang_before","robot":"ops","next":1})");
  const auto relay = home.start();
  home.post(event_body("hangs"));
  while (emulator.messages().empty()) {
  }
  relay->signal(SIGTERM);
  relay->wait_for("event=stopping");
  relay->signal(SIGTERM);
  EXPECT_EQ(relay->wait(), 1);
}

}  // namespace
}  // namespace relay::test
