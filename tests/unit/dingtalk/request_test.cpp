// SPDX-License-Identifier: MIT
#include "relay/dingtalk/request.hpp"

#include <gtest/gtest.h>
#include <set>

#include "unit/dingtalk/samples.hpp"

namespace relay::dingtalk {
namespace {

const WallTime kNow{Milliseconds(1700000000000)};

TEST(BodyOf, IsCompactAndInTheDocumentedOrder) {
  const Message message{"【demo】 title", "### title", {"13800000000", "13900000000"}, false};
  EXPECT_EQ(body_of(message, "0123"),
            R"({"msgtype":"markdown","markdown":{"title":"【demo】 title","text":"### title"},)"
            R"("at":{"atMobiles":["13800000000","13900000000"],"isAtAll":false},"msgUuid":"0123"})");
}

TEST(BodyOf, LeavesAnEmptyUuidOut) {
  const Message message{"t", "x", {}, true};
  EXPECT_EQ(body_of(message, ""),
            R"({"msgtype":"markdown","markdown":{"title":"t","text":"x"},"at":{"atMobiles":[],"isAtAll":true}})");
}

TEST(BodyOf, EscapesOnlyWhatJsonMust) {
  const Message message{"除零 😀", "a\"b\\c/d\ne\x01", {}, false};
  EXPECT_EQ(body_of(message, ""), R"({"msgtype":"markdown","markdown":{"title":"除零 😀",)"
                                  R"("text":"a\"b\\c/d\ne\u0001"},"at":{"atMobiles":[],"isAtAll":false}})");
}

TEST(BodyOf, ReplacesWhatIsNotUtf8) {
  const Message message{"t", "a\xFF", {}, false};
  EXPECT_NE(body_of(message, "").find("a\xEF\xBF\xBD"), std::string::npos);
}

TEST(TargetOf, HoldsOnlyTheTokenWithoutASecret) {
  EXPECT_EQ(target_of(test::sample_robot(), kNow), "/robot/send?access_token=0123abcd");
}

TEST(TargetOf, SignsWithASecret) {
  Robot robot = test::sample_robot();
  robot.secret = Secret("SEC0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  EXPECT_EQ(target_of(robot, kNow),
            "/robot/send?access_token=0123abcd&timestamp=1700000000000"
            "&sign=bTgY2yDbep%2BwesS7jKiNj%2BsrsHoADES4%2BC4f8LCHFtU%3D");
}

TEST(TargetOf, SignsAnewForEveryAttempt) {
  Robot robot = test::sample_robot();
  robot.secret = Secret("SECshort");
  EXPECT_NE(target_of(robot, kNow), target_of(robot, kNow + Milliseconds(1)));
}

TEST(TargetOf, KeepsTheEndpointsOwnPathAndQuery) {
  Robot robot = test::sample_robot();
  robot.endpoint.path = "/gate/robot/send";
  robot.endpoint.query = "tenant=7";
  EXPECT_EQ(target_of(robot, kNow), "/gate/robot/send?tenant=7&access_token=0123abcd");
}

TEST(TargetOf, EncodesAnOddToken) {
  Robot robot = test::sample_robot();
  robot.access_token = Secret("a&b c");
  EXPECT_EQ(target_of(robot, kNow), "/robot/send?access_token=a%26b%20c");
}

TEST(MsgUuid, IsThirtyTwoLowerCaseHexDigits) {
  const std::string uuid = msg_uuid("alert 1", "key", delivery::Form::full);
  EXPECT_EQ(uuid.size(), 32U);
  EXPECT_EQ(uuid.find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(MsgUuid, IsStable) {
  EXPECT_EQ(msg_uuid("alert 1", "key", delivery::Form::full), msg_uuid("alert 1", "key", delivery::Form::full));
}

TEST(MsgUuid, ChangesWithSeedRobotAndForm) {
  const std::set<std::string> different{
      msg_uuid("alert 1", "key", delivery::Form::full), msg_uuid("alert 2", "key", delivery::Form::full),
      msg_uuid("alert 1", "other", delivery::Form::full), msg_uuid("alert 1", "key", delivery::Form::plain)};
  EXPECT_EQ(different.size(), 4U);
}

}  // namespace
}  // namespace relay::dingtalk
