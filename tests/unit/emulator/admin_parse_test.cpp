// SPDX-License-Identifier: MIT
#include "emulator/admin_parse.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

TEST(AdminParse, FaultHasDefaults) {
  const auto fault = parse_fault(R"({"fault":"hang_after"})");
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->kind, FaultKind::hang_after);
  EXPECT_EQ(fault->robot, "");
  EXPECT_EQ(fault->next, 1U);
  EXPECT_EQ(fault->every, 1U);
  EXPECT_EQ(fault->lasting, std::chrono::seconds{0});
}

TEST(AdminParse, FaultTakesEveryMember) {
  const auto fault = parse_fault(
      R"({"fault":"slow_body","robot":"ops","next":0,"every":3,"seconds":9,"per_byte_ms":20,"effect":"not_processed"})");
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->robot, "ops");
  EXPECT_EQ(fault->next, 0U);
  EXPECT_EQ(fault->every, 3U);
  EXPECT_EQ(fault->lasting, std::chrono::seconds{9});
  EXPECT_EQ(fault->per_byte, Milliseconds{20});
  EXPECT_EQ(fault->effect, FaultEffect::not_processed);
}

TEST(AdminParse, FaultErrorsNameTheMember) {
  struct Case {
    const char* body;
    const char* detail;
  };
  for (const Case& c : {Case{"[", "the body is not a JSON object"}, Case{"{}", "fault must be the name of a fault"},
                        Case{R"({"fault":"x"})", "fault must be the name of a fault"},
                        Case{R"({"fault":"busy","next":-1})", "next must be within its range"},
                        Case{R"({"fault":"busy","next":18446744073709551615})", "next must be within its range"},
                        Case{R"({"fault":"busy","next":"1"})", "next must be a whole number"},
                        Case{R"({"fault":"busy","effect":"none"})", "effect must be processed or not_processed"},
                        Case{R"({"fault":"busy","nxt":1})", "unknown member nxt"}}) {
    SCOPED_TRACE(c.body);
    const auto fault = parse_fault(c.body);
    ASSERT_TRUE(fault.has_error());
    EXPECT_EQ(fault.error().detail, c.detail);
  }
}

TEST(AdminParse, RobotChangesOnlyWhatIsNamed) {
  const EmulatedRobot base{"ops", "t", "SECx", {"a"}, {"127.0.0.1"}};
  const auto robot = parse_robot(R"({"name":"ops","keywords":["b","c"],"disabled":true})", base);
  ASSERT_TRUE(robot.has_value());
  EXPECT_EQ(robot->token, "t");
  EXPECT_EQ(robot->secret, "SECx");
  EXPECT_EQ(robot->keywords, (std::vector<std::string>{"b", "c"}));
  EXPECT_EQ(robot->ip_allow, std::vector<std::string>{"127.0.0.1"});
  EXPECT_TRUE(robot->disabled);
}

TEST(AdminParse, RobotNeedsNameAndToken) {
  EXPECT_TRUE(parse_robot_name(R"({"token":"t"})").has_error());
  EXPECT_TRUE(parse_robot(R"({"name":"new"})", {}).has_error());
  EXPECT_TRUE(parse_robot(R"({"name":"new","token":"t","keywords":[1]})", {}).has_error());
}

TEST(AdminParse, ClockTakesAWholeNumber) {
  EXPECT_EQ(*parse_clock_offset(R"({"offset_ms":-7200000})"), std::chrono::hours{-2});
  EXPECT_TRUE(parse_clock_offset("{}").has_error());
  EXPECT_TRUE(parse_clock_offset(R"({"offset_ms":9000000000000000000})").has_error());
}

}  // namespace
}  // namespace relay::emulator
