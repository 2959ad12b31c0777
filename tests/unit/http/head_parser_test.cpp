// SPDX-License-Identifier: MIT
#include "http/head_parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(ParseRequestHead, SplitsAHead) {
  const auto parsed =
      std::get<ParsedRequest>(parse_request_head("PUT /a?b HTTP/1.1\r\nHost: x\r\nX-A:  1 \r\nx-a: 2\r\n\r\n"));
  EXPECT_EQ(parsed.head.method, "PUT");
  EXPECT_EQ(parsed.head.target, "/a?b");
  EXPECT_EQ(parsed.head.version, 11U);
  EXPECT_THAT(parsed.head.fields, ElementsAre(Pair("host", "x"), Pair("x-a", "1"), Pair("x-a", "2")));
}

TEST(ParseRequestHead, KnowsWhoWantsToStay) {
  const std::pair<std::string, Persistence> cases[] = {
      {"HTTP/1.1\r\n", Persistence::keep_alive},
      {"HTTP/1.1\r\nConnection: Close\r\n", Persistence::close},
      {"HTTP/1.0\r\n", Persistence::close},
      {"HTTP/1.0\r\nConnection: keep-alive\r\n", Persistence::keep_alive},
  };
  for (const auto& [rest, wish] : cases) {
    SCOPED_TRACE(rest);
    EXPECT_EQ(std::get<ParsedRequest>(parse_request_head("GET / " + rest + "\r\n")).persistence, wish);
  }
}

TEST(ParseRequestHead, RefusesHalfAHead) {
  EXPECT_EQ(std::get<Refusal>(parse_request_head("GET / HTTP/1.1\r\nHost: a\r\n")).status, 400);
}

TEST(ParseAnswerHead, TellsTheFraming) {
  struct Case {
    std::string head;
    std::optional<std::uint64_t> length;
    bool chunked;
  };
  const Case cases[] = {
      {"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n", 7, false},
      {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 0, false},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", std::nullopt, true},
      {"HTTP/1.1 200 OK\r\n\r\n", std::nullopt, false},
      {"HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n", 0, false},
      {"HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", 0, false},
      {"HTTP/1.1 100 Continue\r\n\r\n", 0, false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.head);
    const auto answer = parse_answer_head(c.head);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->length, c.length);
    EXPECT_EQ(answer->chunked, c.chunked);
  }
}

TEST(ParseAnswerHead, RefusesWhatIsNotHttp) {
  for (const char* bytes : {"hello\r\n\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: br\r\n\r\n"}) {
    SCOPED_TRACE(bytes);
    EXPECT_EQ(parse_answer_head(bytes).error().kind, ErrorKind::malformed);
  }
}

}  // namespace
}  // namespace relay::http
