// SPDX-License-Identifier: MIT
#include "emulator/robot_endpoint.hpp"

#include <gtest/gtest.h>

#include "unit/emulator/desk.hpp"

namespace relay::emulator {
namespace {

using test::Desk;
using test::kOk;
using test::markdown_body;

std::string date_of(const ports::HttpResponse& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "date") {
      return value;
    }
  }
  return "";
}

TEST(RobotEndpoint, KeepsAllOfAMessageThatIsShown) {
  Desk desk;
  const std::string body =
      R"({"msgtype":"markdown","markdown":{"title":"t","text":"x"},"at":{"atMobiles":["138"],"isAtAll":true},"msgUuid":"u"})";
  EXPECT_EQ(desk.send(body).body, kOk);
  const TranscriptEntry& entry = desk.last();
  EXPECT_EQ(entry.received, desk.clock.wall_now());
  EXPECT_EQ(entry.robot, "plain");
  EXPECT_EQ(entry.title, "t");
  EXPECT_EQ(entry.text, "x");
  EXPECT_EQ(entry.at_mobiles, std::vector<std::string>{"138"});
  EXPECT_TRUE(entry.at_all);
  EXPECT_EQ(entry.msg_uuid, "u");
  EXPECT_EQ(entry.body, body);
  EXPECT_EQ(entry.status, 200);
  EXPECT_EQ(entry.answer, kOk);
  EXPECT_TRUE(entry.shown);
  EXPECT_EQ(entry.msg_type, "markdown");
}

TEST(RobotEndpoint, SameUuidIsShownOnce) {
  Desk desk;
  desk.send(markdown_body("a", "u"));
  EXPECT_EQ(desk.send(markdown_body("b", "u")).body, kOk);
  EXPECT_FALSE(desk.last().shown);
  EXPECT_TRUE(desk.last().duplicate);
  desk.clock.advance(std::chrono::hours{24});
  desk.send(markdown_body("b", "u"));
  EXPECT_TRUE(desk.last().shown);
}

TEST(RobotEndpoint, RefusedMessageDoesNotUseUpItsUuid) {
  EmulatorOptions options = test::four_robots();
  options.bad_words = {"casino"};
  Desk desk(options);
  EXPECT_NE(desk.send(markdown_body("casino", "u")).body, kOk);
  desk.send(markdown_body("plain", "u"));
  EXPECT_TRUE(desk.last().shown);
}

TEST(RobotEndpoint, DuplicateCountsInTheWindow) {
  EmulatorOptions options = test::four_robots();
  options.per_window = 2;
  Desk desk(options);
  desk.send(markdown_body("a", "u"));
  desk.send(markdown_body("a", "u"));
  EXPECT_EQ(errcode_of(desk.send(markdown_body("a", "u")).body), 660026);
}

TEST(RobotEndpoint, HangAfterShowsItAndARetryIsADuplicate) {
  Desk desk;
  desk.state.faults.arm(Fault{FaultKind::hang_after}, desk.clock.boot_now());
  EXPECT_TRUE(desk.send(markdown_body("a", "u")).script);
  EXPECT_TRUE(desk.last().shown);
  EXPECT_EQ(desk.last().status, 0);
  EXPECT_EQ(desk.last().answer, "");
  EXPECT_EQ(desk.last().fault, "hang_after");
  EXPECT_EQ(desk.send(markdown_body("a", "u")).body, kOk);
  EXPECT_TRUE(desk.last().duplicate);
}

TEST(RobotEndpoint, HangAfterNodedupeShowsItTwice) {
  Desk desk;
  desk.state.faults.arm(Fault{FaultKind::hang_after_nodedupe}, desk.clock.boot_now());
  desk.send(markdown_body("a", "u"));
  EXPECT_TRUE(desk.last().shown);
  desk.send(markdown_body("a", "u"));
  EXPECT_TRUE(desk.last().shown);
}

TEST(RobotEndpoint, HangBeforeDoesNotShowIt) {
  Desk desk;
  desk.state.faults.arm(Fault{FaultKind::hang_before}, desk.clock.boot_now());
  desk.send(markdown_body("a", "u"));
  EXPECT_FALSE(desk.last().shown);
  EXPECT_EQ(desk.last().reason, "fault hang_before: the message was not processed");
  desk.send(markdown_body("a", "u"));
  EXPECT_TRUE(desk.last().shown);
}

TEST(RobotEndpoint, BusySpeaksAfterTheOtherChecks) {
  Desk desk;
  Fault fault{FaultKind::busy};
  fault.next = 2;
  desk.state.faults.arm(fault, desk.clock.boot_now());
  EXPECT_EQ(desk.send("{").body, R"({"errcode":40035,"errmsg":"缺少参数 json"})");
  EXPECT_EQ(desk.send().body, R"({"errcode":-1,"errmsg":"系统繁忙"})");
  EXPECT_FALSE(desk.last().shown);
}

TEST(RobotEndpoint, EffectCanTurnAFaultAround) {
  Desk desk;
  Fault fault{FaultKind::html_504};
  fault.effect = FaultEffect::processed;
  desk.state.faults.arm(fault, desk.clock.boot_now());
  EXPECT_EQ(desk.send().status, 504);
  EXPECT_TRUE(desk.last().shown);
}

TEST(RobotEndpoint, DateFollowsTheServersClock) {
  Desk desk;
  EXPECT_EQ(date_of(desk.send()), "Tue, 14 Nov 2023 22:13:20 GMT");
  desk.state.options.clock_offset = std::chrono::hours{2};
  EXPECT_EQ(date_of(desk.send()), "Wed, 15 Nov 2023 00:13:20 GMT");
}

TEST(RobotEndpoint, OffClockRefusesGoodSignatures) {
  Desk desk;
  desk.state.options.clock_offset = std::chrono::hours{-2};
  const auto request = test::send_request(test::signed_query("t-signed", test::kSecret, "1700000000000"));
  EXPECT_EQ(answer_robot_request(desk.state, request).body, R"({"errcode":310000,"errmsg":"invalid timestamp"})");
}

TEST(RobotEndpoint, FaultsLeaveOtherRequestsAlone) {
  Desk desk;
  desk.state.faults.arm(Fault{FaultKind::html_502}, desk.clock.boot_now());
  const auto response = answer_robot_request(desk.state, test::request_of("GET", "/robot/send", "", ""));
  EXPECT_EQ(response.body, R"({"errcode":43002,"errmsg":"需要POST请求"})");
}

TEST(RobotEndpoint, StrayGetsAreNotKept) {
  Desk desk;
  EXPECT_EQ(answer_robot_request(desk.state, test::request_of("GET", "/favicon.ico", "", "")).status, 200);
  EXPECT_TRUE(desk.state.transcript.entries().empty());
}

TEST(RobotEndpoint, ResetAfterTheHeadIsKept) {
  Desk desk;
  desk.state.faults.arm(Fault{FaultKind::reset_on_connect, "plain"}, desk.clock.boot_now());
  EXPECT_FALSE(reset_after_head(desk.state, test::send_request("access_token=t-keyword").head));
  EXPECT_TRUE(reset_after_head(desk.state, test::send_request("access_token=t-plain").head));
  EXPECT_EQ(desk.last().status, 0);
  EXPECT_EQ(desk.last().fault, "reset_on_connect");
}

TEST(RobotEndpoint, DeepNestingIsAnOrdinaryRefusal) {
  Desk desk;
  EXPECT_EQ(desk.send(std::string(19'000, '[')).body, R"({"errcode":40035,"errmsg":"缺少参数 json"})");
}

}  // namespace
}  // namespace relay::emulator
