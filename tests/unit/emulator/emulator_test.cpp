// SPDX-License-Identifier: MIT
#include "relay/emulator/emulator.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "support/run_coroutine.hpp"
#include "unit/emulator/desk.hpp"

namespace relay::emulator {
namespace {

using test::kOk;
using test::request_of;
using test::send_request;

struct Server {
  ports::HttpResponse call(const ports::HttpRequest& request) {
    auto answer = emulator.handle(request);
    return relay::test::run_coroutine(io, std::move(answer));
  }

  test::FakeClock clock;
  Emulator emulator{clock, test::four_robots()};
  boost::asio::io_context io;
};

TEST(Emulator, ShowsAMessage) {
  Server server;
  EXPECT_EQ(server.call(send_request("access_token=t-plain")).body, kOk);
  ASSERT_EQ(server.emulator.transcript().size(), 1U);
  EXPECT_TRUE(server.emulator.transcript().front().shown);
}

TEST(Emulator, RoutesPageAdminAndSorry) {
  Server server;
  EXPECT_TRUE(server.call(request_of("GET", "/", "", "")).body.starts_with("<!doctype html>"));
  EXPECT_EQ(server.call(request_of("GET", "/__emu/messages", "", "")).body,
            R"({"shown":0,"duplicate":0,"refused":0,"messages":[]})");
  EXPECT_EQ(server.call(request_of("GET", "/sorry.html", "", "")).content_type, "text/html; charset=utf-8");
  EXPECT_EQ(server.call(request_of("GET", "/elsewhere", "", "")).body,
            R"({"errcode":404,"errmsg":"请求的URI地址不存在"})");
}

TEST(Emulator, ReadsBodiesThatDingTalkRefuses) {
  Server server;
  const auto admission = server.emulator.admit(send_request("access_token=t-plain").head);
  ASSERT_TRUE(std::holds_alternative<ports::ReadBody>(admission));
  EXPECT_GT(std::get<ports::ReadBody>(admission).body_limit, 20'000U);
}

TEST(Emulator, ArmedResetDropsTheConnectionOnce) {
  Server server;
  server.emulator.arm(Fault{FaultKind::reset_mid_request});
  const auto head = send_request("access_token=t-plain").head;
  EXPECT_TRUE(std::holds_alternative<ports::DropConnection>(server.emulator.admit(head)));
  EXPECT_TRUE(std::holds_alternative<ports::ReadBody>(server.emulator.admit(head)));
}

TEST(Emulator, DisarmForgetsFaults) {
  Server server;
  server.emulator.arm(Fault{FaultKind::html_502});
  server.emulator.disarm();
  EXPECT_EQ(server.call(send_request("access_token=t-plain")).body, kOk);
}

TEST(Emulator, RobotsComeAndGo) {
  Server server;
  server.emulator.put_robot({"new", "t-new", "", {}, {}});
  EXPECT_EQ(server.call(send_request("access_token=t-new")).body, kOk);
  server.emulator.drop_robot("new");
  EXPECT_NE(server.call(send_request("access_token=t-new")).body, kOk);
}

TEST(Emulator, ClockOffsetShiftsWhatIsReceived) {
  Server server;
  server.emulator.set_clock_offset(std::chrono::hours{2});
  server.call(send_request("access_token=t-plain"));
  EXPECT_EQ(server.emulator.transcript().front().received, server.clock.wall_now() + std::chrono::hours{2});
}

TEST(Emulator, ForgetEmptiesTheTranscript) {
  Server server;
  server.call(send_request("access_token=t-plain"));
  server.emulator.forget();
  EXPECT_TRUE(server.emulator.transcript().empty());
}

}  // namespace
}  // namespace relay::emulator
