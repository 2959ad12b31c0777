// SPDX-License-Identifier: MIT
#include "emulator/checks.hpp"

#include <gtest/gtest.h>

#include "unit/emulator/desk.hpp"

namespace relay::emulator {
namespace {

using test::Desk;
using test::four_robots;
using test::kOk;
using test::kPlain;
using test::request_of;
using test::send_request;

TEST(Checks, EveryRowAnswersByteForByte) {
  EmulatorOptions options = four_robots();
  options.bad_words = {"casino"};
  options.bad_hosts = {"www.bad.example"};
  options.robots.push_back({"off", "t-off", "", {}, {}, true});
  options.robots.push_back({"gone", "t-gone", "", {}, {}, false, true});
  options.robots.push_back({"removed", "t-removed", "", {}, {}, false, false, true});
  const std::string plain(kPlain);
  ports::HttpRequest form = send_request("access_token=t-plain");
  form.head.headers = {{"content-type", "application/x-www-form-urlencoded"}};
  struct Case {
    const char* row;
    ports::HttpRequest request;
    int status;
    std::string answer;
  };
  const Case cases[] = {
      {"1", request_of("POST", "/robot/sendd", "", plain), 200, R"({"errcode":404,"errmsg":"请求的URI地址不存在"})"},
      {"2", request_of("GET", "/robot/send", "access_token=x", ""), 200,
       R"({"errcode":43002,"errmsg":"需要POST请求"})"},
      {"3", send_request(""), 200, R"({"errcode":40035,"errmsg":"缺少参数 access_token"})"},
      {"3", send_request("access_token="), 200, R"({"errcode":40035,"errmsg":"缺少参数 access_token"})"},
      {"4", send_request("access_token=" + std::string(8192, 'x')), 414,
       "<html><body><h1>414 Request-URI Too Large</h1></body></html>"},
      {"7", send_request("access_token=nobody"), 200, R"({"errcode":300005,"errmsg":"token is not exist"})"},
      {"8", send_request("access_token=t-off"), 200, R"({"errcode":400102,"errmsg":"机器人已停用"})"},
      {"9", send_request("access_token=t-gone"), 200, R"({"errcode":400013,"errmsg":"群已被解散"})"},
      {"9", send_request("access_token=t-removed"), 200, R"({"errcode":400106,"errmsg":"机器人不存在"})"},
      {"10", form, 200, R"({"errcode":43004,"errmsg":"无效的HTTP HEADER Content-Type"})"},
      {"11", send_request("access_token=t-plain", std::string(20001, 'x')), 200,
       R"({"errcode":460101,"errmsg":"description: body 大小不合法;solution:请保持大小在 20000bytes 以内;"})"},
      {"12", send_request("access_token=t-plain", ""), 200, R"({"errcode":40035,"errmsg":"缺少参数 json"})"},
      {"16", send_request("access_token=t-plain", R"({"msgtype":"link"})"), 200,
       R"({"errcode":400301,"errmsg":"miss param : link"})"},
      {"18", send_request("access_token=t-signed&timestamp=1&sign=x"), 200,
       R"({"errcode":310000,"errmsg":"invalid timestamp"})"},
      {"20", send_request("access_token=t-keyword", R"({"msgtype":"text","text":{"content":"x"}})"), 200,
       R"({"errcode":310000,"errmsg":"description:关键词不匹配;solution:请联系群管理员查看此机器人的关键词，并在发送的信息中包含此关键词;"})"},
      {"21", send_request("access_token=t-walled"), 200,
       R"({"errcode":310000,"errmsg":"description:ip 不在白名单中;solution:请联系对应群的管理员，设置机器人安全ip地址段"})"},
      {"22", send_request("access_token=t-plain", test::markdown_body("the casino")), 200,
       R"({"errcode":430102,"errmsg":"含有不合适的文本"})"},
      {"22", send_request("access_token=t-plain", test::markdown_body("https://WWW.bad.example/x")), 200,
       R"({"errcode":430101,"errmsg":"错误描述:本次请求包含安全风险 unSafe URL ;解决方案:请删去可能造成安全风险的内容;"})"},
      {"26", send_request("access_token=t-keyword"), 200, std::string(kOk)},
  };
  Desk desk(options);
  for (const Case& c : cases) {
    SCOPED_TRACE(c.row);
    const auto response = answer_robot_request(desk.state, c.request);
    EXPECT_EQ(response.status, c.status);
    EXPECT_EQ(response.body, c.answer);
    EXPECT_EQ(desk.last().reason.empty(), c.answer == kOk);
    EXPECT_EQ(desk.last().reason_zh.empty(), c.answer == kOk);
  }
}

TEST(Checks, SignedRequestPasses) {
  Desk desk;
  const auto request = send_request(test::signed_query("t-signed", test::kSecret, "1700000000000"));
  EXPECT_EQ(answer_robot_request(desk.state, request).body, kOk);
}

TEST(Checks, BodyOfExactly20000BytesPasses) {
  const std::size_t frame = test::markdown_body("").size();
  Desk desk;
  EXPECT_EQ(desk.send(test::markdown_body(std::string(20000 - frame, 'x'))).body, kOk);
  EXPECT_NE(desk.send(test::markdown_body(std::string(20001 - frame, 'x'))).body, kOk);
}

TEST(Checks, ContentTypeMayCarryParametersAndAnyCase) {
  Desk desk;
  for (const std::string type : {"application/json", "Application/JSON ; charset=utf-8"}) {
    SCOPED_TRACE(type);
    auto request = send_request("access_token=t-plain");
    request.head.headers = {{"content-type", type}};
    EXPECT_EQ(answer_robot_request(desk.state, request).body, kOk);
  }
}

TEST(Checks, TokenIsLookedForBeforeTheBodyAndAfterTheRate) {
  EmulatorOptions options = four_robots();
  options.per_window = 1;
  Desk desk(options);
  EXPECT_EQ(desk.send("{", "nobody").body, R"({"errcode":300005,"errmsg":"token is not exist"})");
  EXPECT_EQ(desk.send("{", "nobody").body, R"({"errcode":660026,"errmsg":"sending too many messages per minute"})");
}

TEST(Checks, TwentyFirstRequestOfAMinuteStartsTenMinutesOfBlock) {
  Desk desk;
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(desk.send().body, kOk);
    desk.clock.advance(Milliseconds{2'900});
  }
  const std::string limited = R"({"errcode":660026,"errmsg":"sending too many messages per minute"})";
  EXPECT_EQ(desk.send().body, limited);
  desk.clock.advance(Milliseconds{599'999});
  EXPECT_EQ(desk.send().body, limited);
  desk.clock.advance(Milliseconds{1});
  EXPECT_EQ(desk.send().body, kOk);
}

TEST(Checks, RefusedRequestsCountUnlessToldOtherwise) {
  EmulatorOptions options = four_robots();
  options.per_window = 1;
  Desk strict(options);
  EXPECT_NE(strict.send("{").body, kOk);
  EXPECT_EQ(errcode_of(strict.send().body), 660026);
  options.count_refused = false;
  Desk lenient(options);
  EXPECT_NE(lenient.send("{").body, kOk);
  EXPECT_EQ(lenient.send().body, kOk);
  EXPECT_EQ(errcode_of(lenient.send().body), 660026);
}

TEST(Checks, WordingDecidesTheAnswerToAnUnknownToken) {
  EmulatorOptions options = four_robots();
  options.wording = Wording::legacy;
  EXPECT_EQ(Desk(options).send(kPlain, "nobody").body, R"({"errcode":300001,"errmsg":"token is not exist"})");
  options.wording = Wording::documented;
  EXPECT_EQ(Desk(options).send(kPlain, "nobody").body, R"({"errcode":400101,"errmsg":"access_token不存在"})");
}

}  // namespace
}  // namespace relay::emulator
