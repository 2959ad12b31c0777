// SPDX-License-Identifier: MIT
#include "emulator/message.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

std::string refusal_body(std::string_view body) {
  const auto reading = read_message(body);
  return reading.refusal ? reading.refusal->response.body : "";
}

constexpr const char* kMarkdownTail =
    " 缺失，或者参数格式不正确; solution:请填充上对应参数;link:请参考本接口对应文档查看参数获取方式，或者在"
    "https://open.dingtalk.com/document/  搜索对应文档;\"}";

TEST(Message, Rows12To16AnswerByteForByte) {
  const std::string md = kMarkdownTail;
  const std::string unknown_type =
      " ;解决方案:请使用支持的类型;参考链接:请参考本接口对应文档查看支持的消息类型，或者在"
      "https://open.dingtalk.com/document/ 搜索对应文档;\"}";
  const std::string title_missing = "{\"errcode\":400402,\"errmsg\":\"description:参数 markdown --》 title" + md;
  const std::string text_missing = "{\"errcode\":400403,\"errmsg\":\"description:参数 markdown --》 text" + md;
  struct Case {
    std::string body;
    std::string answer;
  };
  const Case cases[] = {
      {"", R"({"errcode":40035,"errmsg":"缺少参数 json"})"},
      {"[]", R"({"errcode":40035,"errmsg":"缺少参数 json"})"},
      {"{\"a\":\"\n\"}", R"({"errcode":40035,"errmsg":"缺少参数 json"})"},
      {"{}", "{\"errcode\":400105,\"errmsg\":\"错误描述: 不支持类型 msgType:null" + unknown_type},
      {R"({"msgtype":7})", "{\"errcode\":400105,\"errmsg\":\"错误描述: 不支持类型 msgType:null" + unknown_type},
      {R"({"msgtype":"image"})", "{\"errcode\":400105,\"errmsg\":\"错误描述: 不支持类型 msgType:image" + unknown_type},
      {R"({"msgtype":"text"})", R"({"errcode":400201,"errmsg":"miss param : text"})"},
      {R"({"msgtype":"text","text":{"content":""}})", R"({"errcode":400202,"errmsg":"miss param : text->content"})"},
      {R"({"msgtype":"markdown"})", R"({"errcode":400401,"errmsg":"miss param : markdown"})"},
      {R"({"msgtype":"markdown","markdown":{"title":"","text":"x"}})", title_missing},
      {R"({"msgtype":"markdown","markdown":{"title":"x"}})", text_missing},
      {R"({"msgtype":"markdown","markdown":{"title":"x","text":""}})", text_missing},
      {R"({"msgtype":"link"})", R"({"errcode":400301,"errmsg":"miss param : link"})"},
      {R"({"msgtype":"link","link":{}})", R"({"errcode":400302,"errmsg":"miss param : link->title"})"},
      {R"({"msgtype":"link","link":{"title":"a"}})", R"({"errcode":400303,"errmsg":"miss param : link->text"})"},
      {R"({"msgtype":"link","link":{"title":"a","text":"b"}})",
       R"({"errcode":400304,"errmsg":"miss param : link->messageUrl"})"},
      {R"({"msgtype":"actionCard"})", R"({"errcode":400501,"errmsg":"miss param : actionCard"})"},
      {R"({"msgtype":"actionCard","actionCard":{"title":"a","text":"b"}})",
       R"({"errcode":400504,"errmsg":"miss param : actionCard->btns"})"},
      {R"({"msgtype":"feedCard"})", R"({"errcode":400601,"errmsg":"miss param : feedCard"})"},
      {R"({"msgtype":"feedCard","feedCard":{"links":[]}})",
       R"({"errcode":400602,"errmsg":"miss param : feedCard->links"})"},
      {R"({"msgtype":"feedCard","feedCard":{"links":[7]}})",
       R"({"errcode":400603,"errmsg":"miss param : feedCard->links->title, messageURL, picURL"})"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.body);
    EXPECT_EQ(refusal_body(c.body), c.answer);
  }
}

TEST(Message, AcceptsEveryDocumentedType) {
  for (
      const std::string body : {
          R"({"msgtype":"text","text":{"content":"x"}})",
          R"({"msgtype":"markdown","markdown":{"title":"t","text":"x"}})",
          R"({"msgtype":"link","link":{"title":"t","text":"x","messageUrl":"https://a.example"}})",
          R"({"msgtype":"actionCard","actionCard":{"title":"t","text":"x","singleTitle":"s","singleURL":"https://a"}})",
          R"({"msgtype":"actionCard","actionCard":{"title":"t","text":"x","btns":[{"title":"b","actionURL":"u"}]}})",
          R"({"msgtype":"feedCard","feedCard":{"links":[{"title":"t","messageURL":"m","picURL":"p"}]}})",
      }) {
    SCOPED_TRACE(body);
    EXPECT_EQ(refusal_body(body), "");
  }
}

TEST(Message, ReadsMentionsAndUuid) {
  const auto message = read_message(R"({"msgtype":"text","text":{"content":"x"},"msgUuid":"u",)"
                                    R"("at":{"atMobiles":["138",139],"isAtAll":true}})")
                           .message;
  EXPECT_EQ(message.at_mobiles, (std::vector<std::string>{"138", "139"}));
  EXPECT_TRUE(message.at_all);
  EXPECT_EQ(message.msg_uuid, "u");
  EXPECT_EQ(message.type, "text");
}

TEST(Message, KeepsWhatItCouldReadOfARefusedOne) {
  const auto reading = read_message(R"({"msgtype":"markdown","markdown":{"title":"t"}})");
  EXPECT_TRUE(reading.refusal);
  EXPECT_EQ(reading.message.title, "t");
}

}  // namespace
}  // namespace relay::emulator
