// SPDX-License-Identifier: MIT
#include "emulator/answers.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

TEST(Answers, EscapesWhatAnErrmsgQuotes) {
  EXPECT_EQ(refuse(1, "a \"b\" \n\xff", {}).response.body,
            "{\"errcode\":1,\"errmsg\":\"a \\\"b\\\" \\n\xEF\xBF\xBD\"}");
}

TEST(Answers, RateStyleDecidesTheRefusal) {
  EXPECT_EQ(rate_refusal(RateStyle::code_660026, {}).response.body,
            R"({"errcode":660026,"errmsg":"sending too many messages per minute"})");
  EXPECT_EQ(rate_refusal(RateStyle::code_130101, {}).response.body,
            R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})");
  EXPECT_EQ(rate_refusal(RateStyle::code_410100, {}).response.body,
            R"({"errcode":410100,"errmsg":"发送速度太快而限流"})");
  EXPECT_EQ(rate_refusal(RateStyle::x5_blob, {}).response.body,
            R"({"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"24ce64f68ff5dc054dca012fc3931165"})");
}

TEST(Answers, RedirectLeadsToTheSorryPage) {
  const auto response = rate_refusal(RateStyle::redirect, {}).response;
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(response.headers.at(0), (std::pair<std::string, std::string>{"location", "/sorry.html"}));
  EXPECT_EQ(sorry_page().status, 200);
}

TEST(Answers, OkCanCarryItsErrcodeAsText) {
  EmulatorOptions options;
  EXPECT_EQ(ok_answer(options).body, R"({"errcode":0,"errmsg":"ok"})");
  options.string_errcode = true;
  EXPECT_EQ(ok_answer(options).body, R"({"errcode":"0","errmsg":"ok"})");
}

}  // namespace
}  // namespace relay::emulator
