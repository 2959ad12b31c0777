// SPDX-License-Identifier: MIT
#include "relay/dingtalk/verdict.hpp"

#include <gtest/gtest.h>

namespace relay::dingtalk {
namespace {

using namespace std::chrono_literals;
using delivery::Answer;
using delivery::NoAnswer;
using delivery::Reason;
using delivery::TransportFailure;
using delivery::Verdict;
using delivery::VerdictKind;

// Sun, 06 Nov 1994 08:49:37 GMT
const WallTime kNow = WallTime(std::chrono::sys_days(std::chrono::year(1994) / 11 / 6)) + 8h + 49min + 37s;

Answer answer(int status, std::string body) { return {status, std::move(body), "application/json", "", ""}; }

struct Case {
  int status;
  std::string body;
  VerdictKind kind;
  Reason reason;
  std::string detail;
};

void expect(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(std::to_string(c.status) + " " + c.body);
    const Verdict verdict = classify(answer(c.status, c.body), kNow);
    EXPECT_EQ(to_string(verdict.kind), to_string(c.kind));
    EXPECT_EQ(to_string(verdict.reason), to_string(c.reason));
    EXPECT_EQ(verdict.detail, c.detail);
  }
}

TEST(Classify, TakesOnlyErrcodeZeroForShown) {
  for (const std::string_view body :
       {R"({"errcode":0,"errmsg":"ok"})", R"({"errcode":"0","errmsg":"ok"})", R"({"errmsg":"ok","errcode":0.0})",
        "\xEF\xBB\xBF{\"errcode\":0,\"errmsg\":\"ok\"}", R"({"errcode":0,"errmsg":"ok","new":[{}]})"}) {
    expect({{200, std::string(body), VerdictKind::shown, Reason::none, "0: ok"}});
  }
}

TEST(Classify, DoesNotTakeAnUnusableAnswerForShown) {
  const std::string detail = "HTTP 200 without a usable errcode";
  for (const std::string_view body :
       {R"({})", R"({"errmsg":"ok"})", R"({"errcode":null})", R"({"errcode":false})", R"({"errcode":true})",
        R"({"errcode":[0]})", R"({"errcode":99999999999999999999})", R"({"errcode":310000,"errcode":0})"}) {
    expect({{200, std::string(body), VerdictKind::unknown, Reason::unexpected_answer, detail}});
  }
  for (const std::string_view body : {"", "ok", "null", "[]", R"([{"errcode":0}])", R"({"errcode":0)", "\x1F\x8B"}) {
    expect({{200, std::string(body), VerdictKind::unknown, Reason::not_json, detail}});
  }
}

TEST(Classify, SurvivesAnAnswerOfBrackets) {
  expect({{200, std::string(64 * 1024, '['), VerdictKind::unknown, Reason::not_json,
           "HTTP 200 without a usable errcode"}});
}

TEST(Classify, TakesAWebPageForARateBlock) {
  expect({{200, "<html><body>sorry</body></html>", VerdictKind::rate_blocked, Reason::not_json,
           "HTTP 200 with a web page"}});
}

TEST(Classify, JudgesByErrcode) {
  expect({{200, R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})", VerdictKind::rate_blocked,
           Reason::rate_limit, "130101: send too fast, exceed 20 times per minute"},
          {200, R"({"errcode":"310000","errmsg":"invalid timestamp"})", VerdictKind::clock_refused, Reason::clock_skew,
           "310000: invalid timestamp"},
          {200, R"({"errcode":-1})", VerdictKind::busy, Reason::busy, "-1"}});
}

TEST(Classify, LeavesTheUsualBlockToTheRobot) {
  const Verdict verdict = classify(answer(200, R"({"errcode":660026,"errmsg":"too many"})"), kNow);
  EXPECT_EQ(verdict.wait, std::nullopt);
  EXPECT_EQ(verdict.host_wait, std::nullopt);
}

TEST(Classify, BlocksTheWholeAddressAsLongAsItIsTold) {
  struct Punishment {
    std::string wait;
    Milliseconds host_wait;
  };
  for (const Punishment& p : std::vector<Punishment>{{"5", 5min},
                                                     {"0", 1min},
                                                     {"-3", 1min},
                                                     {"7", 7min},
                                                     {"600", 10min},
                                                     {"\"x\"", 5min},
                                                     {"9223372036854775807", 10min},
                                                     {"null", 5min}}) {
    SCOPED_TRACE(p.wait);
    const std::string body =
        R"({"status":1111,"wait":)" + p.wait + R"(,"source":"x5","punish":"deny","uuid":"24ce64f68ff5"})";
    Answer reply = answer(200, body);
    reply.content_type = "text/html";
    const Verdict verdict = classify(reply, kNow);
    EXPECT_EQ(verdict.kind, VerdictKind::rate_blocked);
    EXPECT_EQ(verdict.reason, Reason::address_rate_limit);
    EXPECT_EQ(verdict.wait, Milliseconds(10min));
    EXPECT_EQ(verdict.host_wait, p.host_wait);
    EXPECT_EQ(verdict.detail, "HTTP 200: status 1111");
  }
}

TEST(Classify, TakesAPunishmentWithAnErrcodeForThatErrcode) {
  const Verdict verdict = classify(
      answer(200, R"({"status":1111,"wait":5,"source":"x5","errcode":130101,"errmsg":"send too fast"})"), kNow);
  EXPECT_EQ(verdict.kind, VerdictKind::rate_blocked);
  EXPECT_EQ(verdict.reason, Reason::rate_limit);
  EXPECT_EQ(verdict.host_wait, std::nullopt);
}

TEST(Classify, JudgesEveryOtherStatusWhateverTheBodySays) {
  struct Row {
    std::vector<int> statuses;
    VerdictKind kind;
    Reason reason;
  };
  const std::vector<Row> rows{
      {{302, 303, 307}, VerdictKind::rate_blocked, Reason::rate_limit},
      {{301, 308}, VerdictKind::rate_blocked, Reason::request_refused},
      {{400, 401, 403, 404, 405, 407, 410, 414, 415, 421, 451}, VerdictKind::robot_refused, Reason::request_refused},
      {{408, 425}, VerdictKind::rate_blocked, Reason::unexpected_answer},
      {{413}, VerdictKind::content_refused, Reason::too_long},
      {{429}, VerdictKind::rate_blocked, Reason::rate_limit},
      {{500, 501, 502, 503, 599}, VerdictKind::busy, Reason::server_error},
      {{504}, VerdictKind::unknown, Reason::server_error},
      {{201, 204, 206, 300, 304, 600, 0}, VerdictKind::unknown, Reason::unexpected_answer},
  };
  for (const Row& row : rows) {
    for (const int status : row.statuses) {
      const std::string words = "HTTP " + std::to_string(status);
      expect({{status, "", row.kind, row.reason, words},
              {status, "<html>sorry</html>", row.kind, row.reason, words},
              {status, R"({"errcode":0,"errmsg":"ok"})", row.kind, row.reason, words + ": 0: ok"}});
    }
  }
}

TEST(Classify, TakesASaneRetryAfter) {
  struct Row {
    int status;
    std::string retry_after;
    std::optional<Milliseconds> wait;
  };
  const std::vector<Row> rows{
      {429, "", std::nullopt},
      {429, "1", 1s},
      {429, "3600", 1h},
      {429, "0", std::nullopt},
      {429, "3601", std::nullopt},
      {429, "-5", std::nullopt},
      {429, "99999999999999999999", std::nullopt},
      {429, "soon", std::nullopt},
      {429, "Sun, 06 Nov 1994 08:50:37 GMT", 60s},
      {429, "Sun, 06 Nov 1994 08:49:00 GMT", std::nullopt},
      {302, "30", 30s},
      {408, "", 60s},
      {425, "7", 7s},
      {503, "20", 20s},
      {503, "", std::nullopt},
      {404, "20", std::nullopt},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(std::to_string(row.status) + " " + row.retry_after);
    Answer reply = answer(row.status, "");
    reply.retry_after = row.retry_after;
    EXPECT_EQ(classify(reply, kNow).wait, row.wait);
  }
}

TEST(Classify, CountsARetryDateFromTheAnswersOwnClock) {
  Answer reply = answer(429, "");
  reply.date = "Sun, 06 Nov 1994 10:00:00 GMT";
  reply.retry_after = "Sun, 06 Nov 1994 10:00:20 GMT";
  EXPECT_EQ(classify(reply, kNow).wait, Milliseconds(20s));
}

TEST(Classify, LetsNoRetryAfterShortenAQuota) {
  Answer reply = answer(200, R"({"errcode":90030,"errmsg":"webhook over limit"})");
  reply.retry_after = "5";
  EXPECT_EQ(classify(reply, kNow).wait, Milliseconds(1h));
}

TEST(Classify, MeasuresTheClockByAnyAnswersDate) {
  Answer reply = answer(200, R"({"errcode":310000,"errmsg":"invalid timestamp"})");
  reply.date = "Sun, 06 Nov 1994 10:49:37 GMT";
  EXPECT_EQ(classify(reply, kNow).clock_offset, Milliseconds(2h));
  reply.body = R"({"errcode":0})";
  reply.date = "Sun, 06 Nov 1994 08:49:36 GMT";
  EXPECT_EQ(classify(reply, kNow).clock_offset, Milliseconds(-1s));
  reply.date = "noon";
  EXPECT_EQ(classify(reply, kNow).clock_offset, std::nullopt);
}

TEST(Classify, JudgesEverySilence) {
  struct Row {
    TransportFailure failure;
    VerdictKind kind;
    Reason reason;
  };
  const std::vector<Row> rows{{TransportFailure::resolve, VerdictKind::not_sent, Reason::resolve},
                              {TransportFailure::connect, VerdictKind::not_sent, Reason::connect},
                              {TransportFailure::tls, VerdictKind::not_sent, Reason::tls},
                              {TransportFailure::write, VerdictKind::not_sent, Reason::write},
                              {TransportFailure::unanswered, VerdictKind::unknown, Reason::unanswered},
                              {TransportFailure::shutting_down, VerdictKind::aborted, Reason::shutting_down}};
  for (const Row& row : rows) {
    const Verdict verdict = classify(NoAnswer{row.failure, "connect 203.0.113.7:443: refused"}, kNow);
    EXPECT_EQ(verdict.kind, row.kind);
    EXPECT_EQ(verdict.reason, row.reason);
    EXPECT_EQ(verdict.detail, "connect 203.0.113.7:443: refused");
    EXPECT_EQ(verdict.clock_offset, std::nullopt);
  }
}

TEST(Classify, ReadsAnAnswerThatIsNotUtf8) {
  const Verdict verdict = classify(answer(200, "{\"errcode\":310000,\"errmsg\":\"sign \xFF not match\"}"), kNow);
  EXPECT_EQ(verdict.reason, Reason::signature_mismatch);
  EXPECT_EQ(verdict.detail, "310000: sign \uFFFD not match");
}

}  // namespace
}  // namespace relay::dingtalk
