// SPDX-License-Identifier: MIT
#include "emulator/faults.hpp"

#include <gtest/gtest.h>

#include "unit/emulator/desk.hpp"

namespace relay::emulator {
namespace {

using End = ports::WireScript::End;

ports::HttpResponse due() {
  ports::HttpResponse response;
  response.body = test::kOk;
  response.headers = {{"date", "now"}};
  return response;
}

ports::HttpResponse hit(FaultKind kind) { return faulted(Fault{kind}, due(), EmulatorOptions{}); }

TEST(Faults, AnswersSomethingElse) {
  struct Case {
    FaultKind kind;
    int status;
    std::string type;
    std::string body;
  };
  const std::string html = "text/html; charset=utf-8";
  const std::string json = "application/json";
  const std::string x5 =
      R"({"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"24ce64f68ff5dc054dca012fc3931165"})";
  const Case cases[] = {
      {FaultKind::redirect_302, 302, html, "<html><body><h1>302 Found</h1></body></html>"},
      {FaultKind::html_200, 200, html, "<html><body><h1>Welcome</h1></body></html>"},
      {FaultKind::html_502, 502, html, "<html><body><h1>502 Bad Gateway</h1></body></html>"},
      {FaultKind::html_503, 503, html, "<html><body><h1>503 Service Unavailable</h1></body></html>"},
      {FaultKind::html_504, 504, html, "<html><body><h1>504 Gateway Time-out</h1></body></html>"},
      {FaultKind::status_500_json, 500, json, R"({"code":500,"message":"Internal Server Error"})"},
      {FaultKind::x5_blob, 200, json, x5},
      {FaultKind::x5_blob_html, 200, html, x5},
      {FaultKind::empty_200, 200, json, ""},
      {FaultKind::json_array, 200, json, R"([{"errcode":0,"errmsg":"ok"}])"},
      {FaultKind::json_null, 200, json, "null"},
      {FaultKind::errcode_missing, 200, json, R"({"errmsg":"ok"})"},
      {FaultKind::errcode_bool, 200, json, R"({"errcode":false,"errmsg":"ok"})"},
      {FaultKind::errcode_huge, 200, json, R"({"errcode":18446744073709551616,"errmsg":"ok"})"},
      {FaultKind::rate_limit, 200, json, R"({"errcode":660026,"errmsg":"sending too many messages per minute"})"},
      {FaultKind::not_utf8, 200, json, "{\"errcode\":0,\"errmsg\":\"\xff\xfeok\"}"},
      {FaultKind::bom, 200, json, "\xEF\xBB\xBF{\"errcode\":0,\"errmsg\":\"ok\"}"},
      {FaultKind::string_errcode, 200, json, R"({"errcode":"0","errmsg":"ok"})"},
      {FaultKind::float_errcode, 200, json, R"({"errcode":0.0,"errmsg":"ok"})"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(name_of(c.kind));
    const auto response = hit(c.kind);
    EXPECT_EQ(response.status, c.status);
    EXPECT_EQ(response.content_type, c.type);
    EXPECT_EQ(response.body, c.body);
    EXPECT_FALSE(response.script);
  }
}

TEST(Faults, EveryAnswerKeepsItsDate) {
  for (const FaultKind kind : {FaultKind::html_502, FaultKind::redirect_302, FaultKind::gzip, FaultKind::bom}) {
    SCOPED_TRACE(name_of(kind));
    const auto response = hit(kind);
    EXPECT_EQ(std::count(response.headers.begin(), response.headers.end(),
                         std::pair<std::string, std::string>{"date", "now"}),
              1);
  }
}

TEST(Faults, WithholdTheAnswer) {
  struct Case {
    FaultKind kind;
    End end;
  };
  for (const Case& c :
       {Case{FaultKind::hang_before, End::hang}, Case{FaultKind::hang_after, End::hang},
        Case{FaultKind::hang_after_nodedupe, End::hang}, Case{FaultKind::reset_before_answer, End::reset},
        Case{FaultKind::close_no_answer, End::close}}) {
    SCOPED_TRACE(name_of(c.kind));
    const auto response = hit(c.kind);
    ASSERT_TRUE(response.script);
    EXPECT_EQ(response.script->bytes, "");
    EXPECT_EQ(response.script->end, c.end);
  }
}

TEST(Faults, DamageTheFraming) {
  for (const FaultKind kind :
       {FaultKind::slow_body, FaultKind::chunked, FaultKind::chunked_bad, FaultKind::chunked_truncated,
        FaultKind::content_length_short, FaultKind::content_length_long, FaultKind::no_length_close,
        FaultKind::continue_100, FaultKind::early_hints_103, FaultKind::keepalive_close}) {
    SCOPED_TRACE(name_of(kind));
    const auto response = hit(kind);
    ASSERT_TRUE(response.script);
    EXPECT_TRUE(response.script->bytes.starts_with("HTTP/1.1 "));
    EXPECT_NE(response.script->bytes.find("date: now"), std::string::npos);
  }
}

TEST(Faults, BigBodyIsTenMegabytesOfJson) {
  const auto response = hit(FaultKind::big_body);
  EXPECT_GT(response.body.size(), 10U * 1024 * 1024);
  EXPECT_TRUE(response.body.ends_with("xx\"}"));
}

TEST(Faults, GzipSaysSo) {
  const auto response = hit(FaultKind::gzip);
  EXPECT_EQ(response.headers.back(), (std::pair<std::string, std::string>{"content-encoding", "gzip"}));
  EXPECT_TRUE(response.body.starts_with("\x1f\x8b"));
}

TEST(Faults, Rows22To24) {
  EXPECT_EQ(late_refusal(FaultKind::content_refused)->response.body,
            R"({"errcode":430102,"errmsg":"含有不合适的文本"})");
  EXPECT_EQ(late_refusal(FaultKind::busy)->response.body, R"({"errcode":-1,"errmsg":"系统繁忙"})");
  EXPECT_EQ(late_refusal(FaultKind::system_error)->response.body,
            R"({"errcode":500100,"errmsg":"description:系统异常，请稍后再试;"})");
  EXPECT_FALSE(late_refusal(FaultKind::gzip));
}

}  // namespace
}  // namespace relay::emulator
