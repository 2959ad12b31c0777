// SPDX-License-Identifier: MIT
#include "relay/console/desk.hpp"

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fake_operations.hpp"
#include "support/recording_events.hpp"
#include "support/run_coroutine.hpp"

namespace relay::console {
namespace {

using nlohmann::json;
using ports::OperatorAction;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class DeskTest : public testing::Test {
 protected:
  struct Reply {
    int status;
    json body;
  };
  Reply ask(const std::string& path, const std::string& body = "{}") {
    ports::HttpRequest request;
    request.head.path = path;
    request.body = body;
    const auto response = test::run_coroutine(io, desk.handle(std::move(request)));
    return {response.status, json::parse(response.body)};
  }

  boost::asio::io_context io;
  test::FakeOperations operations;
  test::RecordingEvents events;
  std::vector<std::string> woken;
  Desk desk{operations, events, [this](const std::string& robot) { woken.push_back(robot); }};
};

TEST_F(DeskTest, AdmitsItsQuestionsOnly) {
  ports::HttpHead head;
  head.method = "POST";
  head.path = "/v1/deliveries";
  EXPECT_TRUE(std::holds_alternative<ports::ReadBody>(desk.admit(head)));
  head.method = "GET";
  EXPECT_EQ(std::get<ports::HttpResponse>(desk.admit(head)).status, 405);
  head.path = "/v1/nothing";
  EXPECT_EQ(std::get<ports::HttpResponse>(desk.admit(head)).status, 404);
}

TEST_F(DeskTest, ListsWhatTheFilterSays) {
  ports::ListedDelivery one{};
  one.alert = 7;
  one.robot = "ops";
  one.state = delivery::State::dead;
  one.reason = delivery::Reason::unsafe_link;
  one.title = "x";
  operations.listed = {one};
  const Reply reply = ask("/v1/deliveries", R"({"robot":"ops","state":"dead","since_ms":5,"limit":3})");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(operations.asked.robot, "ops");
  EXPECT_EQ(operations.asked.state, delivery::State::dead);
  EXPECT_EQ(operations.asked.since, WallTime{Milliseconds{5}});
  EXPECT_EQ(operations.asked_limit, 3U);
  const json& listed = reply.body.at("deliveries").at(0);
  EXPECT_EQ(listed.at("alert"), 7);
  EXPECT_EQ(listed.at("reason"), "unsafe_link");
  EXPECT_FALSE(listed.contains("ended_ms"));
}

TEST_F(DeskTest, RefusesWhatItDoesNotUnderstand) {
  struct Case {
    const char* path;
    const char* body;
    const char* detail;
  };
  const Case cases[] = {
      {"/v1/deliveries", "[1]", "no JSON object"},
      {"/v1/deliveries", R"({"robt":"ops"})", "\"robt\" is not known"},
      {"/v1/deliveries", R"({"robot":7})", "\"robot\" must be a text"},
      {"/v1/deliveries", R"({"state":"lost"})", "there is no state \"lost\""},
      {"/v1/redrive", "{}", "say which"},
      {"/v1/redrive", R"({"state":"dead"})", "say which"},
      {"/v1/redrive", R"({"state":"pending","all":true})", "on its way"},
      {"/v1/discard", R"({"all":"yes"})", "must be true or false"},
      {"/v1/pause", "{}", "say which robot"},
      {"/v1/explain", R"({"alert":"7"})", "whole number"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.body);
    const Reply reply = ask(c.path, c.body);
    EXPECT_EQ(reply.status, 400);
    EXPECT_THAT(reply.body.at("detail").get<std::string>(), HasSubstr(c.detail));
  }
  EXPECT_THAT(operations.calls, IsEmpty());
}

TEST_F(DeskTest, SaysWhatItChangedAndWakesTheRobots) {
  operations.changed = {{{"ops", 2}, {"web", 1}}, 4};
  const Reply reply = ask("/v1/redrive", R"({"all":true})");
  EXPECT_EQ(reply.body.at("deliveries"), 3);
  EXPECT_EQ(reply.body.at("under_way"), 4);
  EXPECT_THAT(woken, ElementsAre("ops", "web"));
  const auto acted = events.of<ports::OperatorActed>();
  ASSERT_EQ(acted.size(), 2U);
  EXPECT_EQ(acted[0].action, OperatorAction::redrive);
  EXPECT_EQ(acted[0].robot, "ops");
  EXPECT_EQ(acted[0].deliveries, 2);
}

TEST_F(DeskTest, PausesAndResumes) {
  EXPECT_TRUE(ask("/v1/pause", R"({"robot":"ops"})").body.at("paused").get<bool>());
  EXPECT_FALSE(ask("/v1/resume", R"({"robot":"ops"})").body.at("paused").get<bool>());
  EXPECT_THAT(operations.calls, ElementsAre("pause ops", "resume ops"));
  EXPECT_EQ(events.of<ports::OperatorActed>().size(), 2U);
  EXPECT_THAT(woken, ElementsAre("ops", "ops"));
  operations.otherwise_before = false;
  EXPECT_FALSE(ask("/v1/pause", R"({"robot":"ops"})").body.at("changed").get<bool>());
  EXPECT_EQ(events.of<ports::OperatorActed>().size(), 2U);
}

TEST_F(DeskTest, SaysWhetherTheRobotIsConfiguredWhereThatIsKnown) {
  EXPECT_FALSE(ask("/v1/pause", R"({"robot":"ops"})").body.contains("configured"));
  Desk daemons{operations, events, [](const std::string&) {}, [] { return std::vector<std::string>{"web"}; }};
  for (const auto& [robot, configured] : {std::pair{"ops", false}, std::pair{"web", true}}) {
    ports::HttpRequest request;
    request.head.path = "/v1/pause";
    request.body = json{{"robot", robot}}.dump();
    const auto response = test::run_coroutine(io, daemons.handle(std::move(request)));
    EXPECT_EQ(json::parse(response.body).at("configured").get<bool>(), configured) << robot;
  }
}

TEST_F(DeskTest, TellsTheAuditAndTheCopy) {
  operations.audited = {3, {{delivery::State::shown, 3, 1, 2}}, {"a fault"}};
  const Reply audit = ask("/v1/audit");
  EXPECT_FALSE(audit.body.at("holds").get<bool>());
  EXPECT_EQ(audit.body.at("states").at(0).at("forgotten"), 2);
  EXPECT_EQ(ask("/v1/snapshot").body.at("file"), "/data/spool.db.snapshot");
}

TEST_F(DeskTest, TellsTheSpoolsErrors) {
  operations.failure = fail(ErrorKind::unavailable, "a copy is being made");
  EXPECT_EQ(ask("/v1/snapshot").status, 503);
  operations.failure = fail(ErrorKind::io, "EIO");
  EXPECT_EQ(ask("/v1/audit").status, 500);
  EXPECT_EQ(ask("/v1/discard", R"({"alert":1})").body.at("detail"), "EIO");
  EXPECT_THAT(events.all, IsEmpty());
}

TEST_F(DeskTest, ExplainsByIdOrText) {
  ask("/v1/explain", R"({"alert":7})");
  EXPECT_EQ(operations.asked_about.id, 7);
  const Reply unknown = ask("/v1/explain", R"({"text":"SHOP-1"})");
  EXPECT_EQ(operations.asked_about.text, "SHOP-1");
  EXPECT_FALSE(unknown.body.at("found").get<bool>());
}

}  // namespace
}  // namespace relay::console
