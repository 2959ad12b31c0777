// SPDX-License-Identifier: MIT
#include "http/response_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

ports::HttpResponse response(ports::HttpHeaders headers = {}) {
  ports::HttpResponse out;
  out.body = "{}";
  out.headers = std::move(headers);
  return out;
}

TEST(ResponseText, IsThis) {
  EXPECT_EQ(*response_text(response({{"Allow", "POST"}}), "GET", Persistence::keep_alive),
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\nAllow: POST\r\n"
            "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: keep-alive\r\n\r\n{}");
}

TEST(ResponseText, AHandlersOwnCacheControlWins) {
  const auto text = *response_text(response({{"cache-control", "max-age=1"}}), "GET", Persistence::close);
  EXPECT_THAT(text, HasSubstr("\r\ncache-control: max-age=1\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("no-store")));
}

TEST(ResponseText, SomeStatusesHaveNoBody) {
  auto empty = response();
  for (const int status : {204, 304}) {
    empty.status = status;
    const auto text = *response_text(empty, "GET", Persistence::close);
    EXPECT_THAT(text, EndsWith("\r\n\r\n"));
    EXPECT_THAT(text, Not(HasSubstr("Content-Length"))) << text;
  }
}

TEST(ResponseText, RefusesWhatWouldBreakOut) {
  const ports::HttpHeaders wrong = {
      {"X", "a\r\nb"}, {"X", "a\nb"},           {"X", std::string("a\0b", 3)},    {"X y", "a"},           {"", "a"},
      {"X:", "a"},     {"Content-Length", "1"}, {"transfer-encoding", "chunked"}, {"Connection", "close"}};
  for (const auto& header : wrong) {
    SCOPED_TRACE(header.first + ": " + header.second);
    EXPECT_EQ(response_text(response({header}), "GET", Persistence::close).error().kind, ErrorKind::invalid_argument);
  }
  auto odd = response();
  odd.content_type = "text/plain\r\nX: y";
  EXPECT_FALSE(response_text(odd, "GET", Persistence::close));
  odd = response();
  odd.status = 100;
  EXPECT_FALSE(response_text(odd, "GET", Persistence::close));
}

TEST(ResponseFor, QuotesItsTexts) {
  const auto made = response_for(Refusal{400, "bad_request", "a \"b\" \\ \n c"});
  EXPECT_EQ(made.status, 400);
  EXPECT_EQ(made.body, R"({"error":"bad_request","detail":"a \"b\" \\   c"})");
}

TEST(ResponseFor, SaysWhenToTryAgain) {
  const ports::HttpHeaders expected = {{"Retry-After", "1"}};
  EXPECT_EQ(response_for(Refusal{503, "overloaded", ""}).headers, expected);
}

}  // namespace
}  // namespace relay::http
