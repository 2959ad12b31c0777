// SPDX-License-Identifier: MIT
#include "emulator/admin.hpp"

#include <gtest/gtest.h>

#include "unit/emulator/desk.hpp"

namespace relay::emulator {
namespace {

using test::Desk;

struct AdminDesk : Desk {
  ports::HttpResponse call(const std::string& method, const std::string& path, const std::string& body = "",
                           const std::string& query = "") {
    return answer_admin(state, test::request_of(method, path, query, body));
  }
};

constexpr const char* kDone = R"({"ok":true})";

TEST(Admin, ArmsAFaultForOneRobot) {
  AdminDesk desk;
  EXPECT_EQ(desk.call("POST", "/__emu/faults", R"({"fault":"html_502","robot":"plain"})").body, kDone);
  EXPECT_EQ(desk.send(test::kPlain, "t-keyword").status, 200);
  EXPECT_EQ(desk.send().status, 502);
  EXPECT_EQ(desk.send().status, 200);
}

TEST(Admin, ListsAndDisarmsFaults) {
  AdminDesk desk;
  desk.call("POST", "/__emu/faults", R"({"fault":"busy","next":5})");
  EXPECT_EQ(desk.call("GET", "/__emu/faults").body,
            R"({"faults":[{"fault":"busy","robot":"","next":5,"every":1,"seconds":0,"hits":0}]})");
  EXPECT_EQ(desk.call("DELETE", "/__emu/faults").body, kDone);
  EXPECT_EQ(desk.send().body, test::kOk);
}

TEST(Admin, GivesAndForgetsTheTranscript) {
  AdminDesk desk;
  desk.send();
  EXPECT_TRUE(desk.call("GET", "/__emu/messages").body.starts_with(R"({"shown":1,"duplicate":0,"refused":0,)"));
  EXPECT_EQ(desk.call("GET", "/__emu/messages", "", "robot=signed").body,
            R"({"shown":0,"duplicate":0,"refused":0,"messages":[]})");
  EXPECT_EQ(desk.call("DELETE", "/__emu/messages").body, kDone);
  EXPECT_TRUE(desk.state.transcript.entries().empty());
}

TEST(Admin, AddsChangesAndDropsARobot) {
  AdminDesk desk;
  EXPECT_EQ(desk.call("POST", "/__emu/robots", R"({"name":"new","token":"t-new"})").body, kDone);
  EXPECT_EQ(desk.send(test::kPlain, "t-new").body, test::kOk);
  EXPECT_EQ(desk.call("POST", "/__emu/robots", R"({"name":"new","disabled":true})").body, kDone);
  EXPECT_EQ(errcode_of(desk.send(test::kPlain, "t-new").body), 400102);
  EXPECT_EQ(desk.call("DELETE", "/__emu/robots", "", "name=new").body, kDone);
  EXPECT_EQ(errcode_of(desk.send(test::kPlain, "t-new").body), 300005);
  EXPECT_EQ(desk.call("DELETE", "/__emu/robots", "", "name=new").status, 404);
}

TEST(Admin, ListsRobotsWithoutSecrets) {
  AdminDesk desk;
  const std::string body = desk.call("GET", "/__emu/robots").body;
  EXPECT_NE(body.find(R"("name":"signed")"), std::string::npos);
  EXPECT_NE(body.find(R"("signed":true)"), std::string::npos);
  EXPECT_EQ(body.find("t-signed"), std::string::npos);
  EXPECT_EQ(body.find(test::kSecret), std::string::npos);
}

TEST(Admin, ShiftsTheClock) {
  AdminDesk desk;
  EXPECT_EQ(desk.call("POST", "/__emu/clock", R"({"offset_ms":7200000})").body,
            R"({"offset_ms":7200000,"now_ms":1700007200000})");
  EXPECT_EQ(desk.call("GET", "/__emu/clock").body, R"({"offset_ms":7200000,"now_ms":1700007200000})");
}

TEST(Admin, RefusesWhatItDoesNotKnow) {
  AdminDesk desk;
  EXPECT_EQ(desk.call("POST", "/__emu/faults", "{}").status, 400);
  EXPECT_EQ(desk.call("POST", "/__emu/robots", "{}").status, 400);
  EXPECT_EQ(desk.call("POST", "/__emu/clock", "{}").status, 400);
  EXPECT_EQ(desk.call("PUT", "/__emu/clock").status, 405);
  EXPECT_EQ(desk.call("GET", "/__emu/elsewhere").status, 404);
}

}  // namespace
}  // namespace relay::emulator
