// SPDX-License-Identifier: MIT
#include "sentry/payload.hpp"

#include <gtest/gtest.h>
#include <string>

#include "relay/base/utf8.hpp"

namespace relay::sentry {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times + 64);
  for (std::size_t i = 0; i < times; ++i) {
    out += text;
  }
  return out;
}

TEST(Payload, ReadsAnObject) {
  const std::string body = R"( {"data":{"event":{"title":"boom"}}} )";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/data/event/title").text(), "boom");
}

TEST(Payload, WhatIsNotOneCompleteObjectHasNoRoot) {
  const std::vector<std::string> bodies{
      "",         " ",          "null",         "17",          "\"text\"",      "[1,2]",       "hello",
      "{",        "}",          "{\"a\"",       "{\"a\":",     "{\"a\":1",      "{\"a\":1]",   "{\"a\":\"x",
      "{1:2}",    "{\"a\" 1}",  "{\"a\":1,}",   "{\"a\":1}}",  "{\"a\":1}{}",   "{\"a\":[1}",  "{\"a\":[1,2}}",
      "{\"a\":{", "{\"a\":tru", "\x1f\x8b\x08", "payload=%7B", "<html></html>", "{\"a\":1} x", "{\"a\":\"\\"};
  for (const std::string& body : bodies) {
    SCOPED_TRACE(body);
    EXPECT_EQ(Payload(body).root().type(), Node::Type::missing);
  }
}

TEST(Payload, EveryCutOfABodyHasNoRoot) {
  const std::string body = R"({"action":"x","data":{"a":[1,{"b":null}],"c":"d\u4e2d"},"e":true})";
  for (std::size_t size = 0; size < body.size(); ++size) {
    SCOPED_TRACE(size);
    EXPECT_EQ(Payload(body.substr(0, size)).root().type(), Node::Type::missing);
  }
}

TEST(Payload, RepairsEscapesThatAreNoText) {
  const std::string body = R"({"a":"x\ud83dy","b":"\u0000","c":"\ud83d\ude00","d":"\udc00\ud83d"})";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/a").text(), "x\uFFFDy");
  EXPECT_EQ(payload.root().at("/b").text(), "\uFFFD");
  EXPECT_EQ(payload.root().at("/c").text(), "\U0001F600");
  EXPECT_EQ(payload.root().at("/d").text(), "\uFFFD\uFFFD");
}

TEST(Payload, RepairsBytesThatAreNotUtf8) {
  const std::string body = "{\"a\":\"caf\xE9\",\"b\":1}";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/a").text(), "caf\uFFFD");
  EXPECT_EQ(payload.root().at("/b").text_or_number(), "1");
}

TEST(Payload, ReadsRawLineBreaksInStrings) {
  const std::string body = "{\"a\":\"one\ntwo\"}";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/a").text(), "one two");
}

TEST(Payload, NeedsNoCapacityBehindTheBody) {
  std::string body = R"({"a":"a text that does not fit into a short string"})";
  body.shrink_to_fit();
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/a").text(), "a text that does not fit into a short string");
}

TEST(Payload, DeepNestingIsLeftOut) {
  const std::string body = "{\"a\":" + repeated("[", 100'000) + repeated("]", 100'000) + ",\"b\":\"after\"}";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/b").text(), "after");
}

TEST(Payload, SurvivesOpeningBracketsOnly) {
  EXPECT_EQ(Payload(repeated("[", 100'000)).root().type(), Node::Type::missing);
  EXPECT_EQ(Payload(repeated("{\"a\":", 100'000)).root().type(), Node::Type::missing);
}

TEST(Payload, SurvivesEightMebibytesOfEmptyObjects) {
  const std::size_t times = std::size_t{4} << 20U;
  EXPECT_EQ(Payload(repeated("{}", times)).root().type(), Node::Type::missing);
  const std::string body = "{\"a\":[" + repeated("{},", times / 2) + "{}],\"b\":\"after\"}";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/a").items().size(), 256U);
  EXPECT_EQ(payload.root().at("/b").text(), "after");
}

TEST(Payload, BoundsTheNumberOfValues) {
  const std::string row = "[" + repeated("0,", 255) + "0]";
  const std::string body = "{\"a\":[" + repeated(row + ",", 255) + row + "],\"b\":1}";
  const Payload payload(body);
  const std::vector<Value> rows = payload.root().at("/a").items();
  ASSERT_LT(rows.size(), 100U);
  EXPECT_EQ(rows.front().items().size(), 256U);
  EXPECT_EQ(payload.root().at("/b").type(), Node::Type::missing);
}

TEST(Payload, LeavesOutWhatNoMessageShows) {
  const std::string body = R"({"stacktrace":{"frames":[{"vars":{"password":"x"}}]},"extra":[1,2],"title":"t"})";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/stacktrace").type(), Node::Type::missing);
  EXPECT_EQ(payload.root().fields().size(), 3U);
  EXPECT_EQ(payload.root().at("/title").text(), "t");
}

TEST(Payload, AWordThatJsonDoesNotKnowIsAMissingValue) {
  const std::string body = R"({"a":NaN,"b":-Infinity,"c":undefined,"d":"x"})";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/a").type(), Node::Type::missing);
  EXPECT_EQ(payload.root().at("/d").text(), "x");
}

TEST(Payload, ReadsTheSameFromRepairedAndPlainBodies) {
  const std::string body = "{\"k\xFF\":\"v\",\"t\":[true,null]}";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/k\uFFFD").text(), "v");
  EXPECT_EQ(payload.root().at("/t/1").type(), Node::Type::null);
}

}  // namespace
}  // namespace relay::sentry
