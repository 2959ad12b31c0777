// SPDX-License-Identifier: MIT
#include "dingtalk/detail.hpp"

#include <gtest/gtest.h>

#include "relay/base/utf8.hpp"

namespace relay::dingtalk {
namespace {

TEST(DetailOf, HasTheErrcodeFirst) {
  EXPECT_EQ(detail_of(200, read_reply(R"({"errmsg":"sign not match","errcode":"310000"})")), "310000: sign not match");
  EXPECT_EQ(detail_of(200, read_reply(R"({"errcode":-1})")), "-1");
  EXPECT_EQ(detail_of(404, read_reply(R"({"errcode":404,"errmsg":"no"})")), "HTTP 404: 404: no");
}

TEST(DetailOf, SaysWhatCameInstead) {
  EXPECT_EQ(detail_of(200, read_reply("<html>")), "HTTP 200 with a web page");
  EXPECT_EQ(detail_of(200, read_reply("")), "HTTP 200 without a usable errcode");
  EXPECT_EQ(detail_of(200, read_reply(R"({"status":1111})")), "HTTP 200: status 1111");
  EXPECT_EQ(detail_of(302, read_reply("<html>")), "HTTP 302");
}

TEST(DetailOf, IsShortAndPrintable) {
  std::string errmsg;
  for (int i = 0; i < 200; ++i) {
    errmsg += "限\\u0007\\n";
  }
  const std::string detail = detail_of(200, read_reply(R"({"errcode":777,"errmsg":")" + errmsg + "\"}"));
  EXPECT_LE(detail.size(), 300U);
  EXPECT_EQ(detail.substr(0, 12), "777: 限 限");
  EXPECT_TRUE(utf8::is_valid(detail));
  EXPECT_EQ(detail.find_first_of("\a\n"), std::string::npos);
}

TEST(DetailOf, RepeatsNoCredentialThatAProxyQuotes) {
  EXPECT_EQ(detail_of("GET /robot/send?access_token=abc123&timestamp=1&sign=xyz%3D access_token=x"),
            "GET /robot/send?access_token=***&timestamp=1&sign=*** access_token=***");
}

}  // namespace
}  // namespace relay::dingtalk
