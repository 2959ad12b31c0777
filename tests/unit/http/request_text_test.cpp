// SPDX-License-Identifier: MIT
#include "http/request_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::http {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Url url(const std::string& text) { return *parse_url(text); }

ports::OutboundRequest request(const std::string& endpoint) {
  return {"ops", url(endpoint), "/robot/send?access_token=t", "{}"};
}

TEST(PostText, NamesThePortOnlyWhenItIsNotTheSchemesOwn) {
  const RequestStyle style{"agent", nullptr};
  EXPECT_THAT(*post_text(request("https://oapi.example.com/"), style), HasSubstr("\r\nHost: oapi.example.com\r\n"));
  EXPECT_THAT(*post_text(request("https://oapi.example.com:8443/"), style),
              HasSubstr("\r\nHost: oapi.example.com:8443\r\n"));
  EXPECT_THAT(*post_text(request("http://[2001:db8::1]:8080/"), style), HasSubstr("\r\nHost: [2001:db8::1]:8080\r\n"));
}

TEST(PostText, UsesAbsoluteFormForAProxy) {
  const auto proxy = url("http://user:p%3Ass@proxy.example.com:3128");
  const auto text = *post_text(request("http://oapi.example.com/"), RequestStyle{"agent", &proxy});
  EXPECT_THAT(text, StartsWith("POST http://oapi.example.com/robot/send?access_token=t HTTP/1.1\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nProxy-Authorization: Basic dXNlcjpwOnNz\r\n"));
}

TEST(PostText, RefusesWhatWouldBreakOutAndDoesNotQuoteIt) {
  const RequestStyle style{"agent", nullptr};
  auto wrong = request("https://oapi.example.com/");
  wrong.target = "/secret\r\nX: y";
  EXPECT_THAT(post_text(wrong, style).error().detail, Not(HasSubstr("secret")));
  wrong = request("https://oapi.example.com/");
  wrong.endpoint.host = "a\r\nb";
  EXPECT_FALSE(post_text(wrong, style));
  EXPECT_FALSE(post_text(request("https://oapi.example.com/"), RequestStyle{"a\nb", nullptr}));
}

TEST(ConnectText, AlwaysNamesThePort) {
  EXPECT_EQ(*connect_text(url("https://oapi.example.com/"), url("http://proxy.example.com"), "agent"),
            "CONNECT oapi.example.com:443 HTTP/1.1\r\nHost: oapi.example.com:443\r\nUser-Agent: agent\r\n\r\n");
  EXPECT_THAT(*connect_text(url("https://[2001:db8::1]/"), url("http://proxy.example.com"), "agent"),
              StartsWith("CONNECT [2001:db8::1]:443 "));
}

TEST(ConnectText, RefusesBrokenCredentials) {
  auto proxy = url("http://proxy.example.com");
  proxy.userinfo = "user:%zz";
  EXPECT_EQ(connect_text(url("https://oapi.example.com/"), proxy, "agent").error().kind, ErrorKind::invalid_argument);
}

}  // namespace
}  // namespace relay::http
