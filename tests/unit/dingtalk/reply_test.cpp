// SPDX-License-Identifier: MIT
#include "dingtalk/reply.hpp"

#include <gtest/gtest.h>

namespace relay::dingtalk {
namespace {

TEST(ReadReply, TakesAnErrcodeInItsThreeForms) {
  for (const std::string_view body :
       {R"({"errcode":310000})", R"({"errcode":"310000"})", R"({"errcode":310000.0})", R"({"errcode":3.1e5})",
        " \r\n{\"errcode\":310000}\n", "\xEF\xBB\xBF{\"errcode\":310000}", "{\"errmsg\":\"\xFF\",\"errcode\":310000}",
        R"({"x":{"errcode":1,"y":[{"errcode":2}]},"errcode":310000})"}) {
    SCOPED_TRACE(body);
    EXPECT_EQ(read_reply(body).errcode, 310000);
  }
}

TEST(ReadReply, TakesNothingElseForAnErrcode) {
  for (const std::string_view body :
       {R"({})", R"({"errcode":null})", R"({"errcode":true})", R"({"errcode":false})", R"({"errcode":[0]})",
        R"({"errcode":{"errcode":0}})", R"({"errcode":""})", R"({"errcode":" 0"})", R"({"errcode":"0x0"})",
        R"({"errcode":"ok"})", R"({"errcode":0.5})", R"({"errcode":99999999999999999999})",
        R"({"errcode":18446744073709551615})", R"({"errcode":"99999999999999999999"})", R"({"errcode":1e300})",
        R"({"Errcode":0})", R"({"data":{"errcode":0}})", R"({"errcode":310000,"errcode":0})"}) {
    SCOPED_TRACE(body);
    const Reply reply = read_reply(body);
    EXPECT_EQ(reply.shape, ReplyShape::object);
    EXPECT_EQ(reply.errcode, std::nullopt);
  }
}

TEST(ReadReply, KnowsWhatIsNoObject) {
  for (const std::string_view body :
       {"", " ", "null", "[]", R"([{"errcode":0}])", "0", "\"ok\"", "ok", R"({"errcode":0)", R"({"errcode":0}})",
        R"({"errcode":0} trailing)", R"({'errcode':0})", R"({"errcode":1e400})", "\x1F\x8B\x08"}) {
    SCOPED_TRACE(body);
    const Reply reply = read_reply(body);
    EXPECT_EQ(reply.shape, ReplyShape::other);
    EXPECT_EQ(reply.errcode, std::nullopt);
  }
}

TEST(ReadReply, KnowsAWebPage) {
  EXPECT_EQ(read_reply("<html><body>sorry</body></html>").shape, ReplyShape::markup);
  EXPECT_EQ(read_reply("\n <!DOCTYPE html>").shape, ReplyShape::markup);
}

TEST(ReadReply, ReadsTheAnswerWithoutErrcode) {
  const Reply reply = read_reply(R"({"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"24ce64"})");
  EXPECT_EQ(reply.status, 1111);
  EXPECT_EQ(reply.wait, 5);
  EXPECT_EQ(reply.errcode, std::nullopt);
}

TEST(ReadReply, SurvivesDeepNesting) {
  constexpr std::size_t kDepth = 65'000;
  const std::string open = "{\"errcode\":0,\"a\":" + std::string(kDepth, '[');
  EXPECT_EQ(read_reply(std::string(kDepth, '[')).shape, ReplyShape::other);
  EXPECT_EQ(read_reply(open).shape, ReplyShape::other);
  EXPECT_EQ(read_reply(open + std::string(kDepth, ']') + "}").errcode, 0);
  std::string objects;
  for (std::size_t i = 0; i < kDepth / 5; ++i) {
    objects += "{\"a\":";
  }
  EXPECT_EQ(read_reply(objects).shape, ReplyShape::other);
}

}  // namespace
}  // namespace relay::dingtalk
