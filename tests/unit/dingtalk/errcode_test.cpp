// SPDX-License-Identifier: MIT
#include "dingtalk/errcode.hpp"

#include <gtest/gtest.h>

namespace relay::dingtalk {
namespace {

using namespace std::chrono_literals;
using delivery::Reason;
using delivery::Verdict;
using delivery::VerdictKind;

struct Case {
  std::int64_t errcode;
  std::string errmsg;
  VerdictKind kind;
  Reason reason;
  std::optional<Milliseconds> wait{};
};

void expect(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(std::to_string(c.errcode) + " " + c.errmsg);
    const Verdict verdict = judge_errcode(c.errcode, c.errmsg);
    EXPECT_EQ(to_string(verdict.kind), to_string(c.kind));
    EXPECT_EQ(to_string(verdict.reason), to_string(c.reason));
    EXPECT_EQ(verdict.wait, c.wait);
    EXPECT_EQ(verdict.host_wait, std::nullopt);
  }
}

TEST(JudgeErrcode, WaitsForABusyServer) {
  expect({{-1, "系统繁忙", VerdictKind::busy, Reason::busy},
          {500100, "description:系统异常，请稍后再试;", VerdictKind::busy, Reason::server_error}});
}

TEST(JudgeErrcode, BlocksARobotThatIsTooFast) {
  expect({{130101, "send too fast, exceed 20 times per minute", VerdictKind::rate_blocked, Reason::rate_limit},
          {130103, "", VerdictKind::rate_blocked, Reason::rate_limit},
          {410100, "发送速度太快而限流", VerdictKind::rate_blocked, Reason::rate_limit},
          {450101, "", VerdictKind::rate_blocked, Reason::rate_limit},
          {660026, "sending too many messages per minute", VerdictKind::rate_blocked, Reason::rate_limit},
          {90002, "", VerdictKind::rate_blocked, Reason::rate_limit, 60s},
          {90018, "", VerdictKind::rate_blocked, Reason::rate_limit, 60s},
          {90020, "", VerdictKind::rate_blocked, Reason::quota, 1h},
          {90030, "webhook over limit", VerdictKind::rate_blocked, Reason::quota, 1h}});
}

TEST(JudgeErrcode, TakesAnUnknownCodesWordForTooFast) {
  expect({{777001, "Send Too Fast", VerdictKind::rate_blocked, Reason::rate_limit},
          {777002, "too many requests", VerdictKind::rate_blocked, Reason::rate_limit},
          {777003, "接口被限流", VerdictKind::rate_blocked, Reason::rate_limit},
          {777004, "调用频率超限", VerdictKind::rate_blocked, Reason::rate_limit}});
}

TEST(JudgeErrcode, NeverTakesAnUnknownCodeForShown) {
  expect({{777005, "ok", VerdictKind::unexpected, Reason::unexpected_answer},
          {777006, "duplicate msgUuid", VerdictKind::unexpected, Reason::unexpected_answer},
          {1, "", VerdictKind::unexpected, Reason::unexpected_answer},
          {INT64_MIN, "", VerdictKind::unexpected, Reason::unexpected_answer}});
}

TEST(JudgeErrcode, KnowsADeadRobot) {
  expect({{300005, "token is not exist", VerdictKind::robot_refused, Reason::token_unknown},
          {400101, "access_token不存在", VerdictKind::robot_refused, Reason::token_unknown},
          {400102, "机器人已停用", VerdictKind::robot_refused, Reason::robot_disabled},
          {400106, "机器人不存在", VerdictKind::robot_refused, Reason::robot_removed},
          {400013, "群已被解散", VerdictKind::robot_refused, Reason::group_disbanded},
          {43002, "需要POST请求", VerdictKind::robot_refused, Reason::request_refused},
          {404, "请求的URI地址不存在", VerdictKind::robot_refused, Reason::request_refused},
          {22, "Invalid method[submsg=不合法ApiName]", VerdictKind::robot_refused, Reason::request_refused},
          {88, "ding talk error[subcode=40014,submsg=…]", VerdictKind::robot_refused, Reason::request_refused}});
}

TEST(JudgeErrcode, SplitsTheOldCodeOfAnUnknownToken) {
  expect({{300001, "token is not exist", VerdictKind::robot_refused, Reason::token_unknown},
          {300001, "session 不存在", VerdictKind::robot_refused, Reason::token_unknown},
          {300001, "keyword not in content", VerdictKind::robot_refused, Reason::keyword_missing},
          {300001, "关键词不匹配", VerdictKind::robot_refused, Reason::keyword_missing},
          {300001, "param error", VerdictKind::robot_refused, Reason::request_refused},
          {300001, "", VerdictKind::robot_refused, Reason::request_refused}});
}

TEST(JudgeErrcode, SplitsTheCodeOfAMissingParameter) {
  expect({{40035, "缺少参数 access_token", VerdictKind::robot_refused, Reason::token_unknown},
          {40035, "Missing parameter access_token", VerdictKind::robot_refused, Reason::token_unknown},
          {40035, "缺少参数 json", VerdictKind::content_refused, Reason::malformed_message},
          {40035, "Missing parameter json", VerdictKind::content_refused, Reason::malformed_message},
          {40035, "", VerdictKind::content_refused, Reason::malformed_message}});
}

TEST(JudgeErrcode, ReadsEveryDialectOfAWrongSignature) {
  const std::string advice =
      ";solution:请确认签名和生成签名的时间戳必须都放在调用的网址中，请确认机器人的密钥加密和填写正确;"
      "link:请参考本接口对应文档获得具体要求，或者在https://open.dingtalk.com/document/  搜索相关文档;";
  const std::string old_advice = ";解决方案:请确认签名和生成签名的时间戳必须都放在调用的网址中";
  for (const std::string& errmsg :
       {std::string("sign not match"),
        std::string("sign not match, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]"),
        "description:机器人发送签名不匹配" + advice, "错误描述:机器人发送签名不匹配" + old_advice,
        std::string("description: robot sign not match; solution: check sign and timestamp in the URL")}) {
    expect({{310000, errmsg, VerdictKind::robot_refused, Reason::signature_mismatch}});
  }
}

TEST(JudgeErrcode, ReadsEveryDialectOfAWrongClock) {
  for (const std::string_view errmsg :
       {"invalid timestamp", "invalid timestamp, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]",
        "description:机器人发送签名过期;solution:请确认签名", "错误描述:机器人发送签名过期;解决方案:请确认签名"}) {
    expect({{310000, std::string(errmsg), VerdictKind::clock_refused, Reason::clock_skew}});
  }
}

TEST(JudgeErrcode, ReadsEveryDialectOfAMissingKeyword) {
  for (const std::string_view errmsg :
       {"keywords not in content",
        "keywords not in content, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]",
        "description:关键词不匹配;solution:请联系群管理员查看此机器人的关键词，并在发送的信息中包含此关键词;",
        "错误描述:关键词不匹配;解决方案:请联系群管理员"}) {
    expect({{310000, std::string(errmsg), VerdictKind::robot_refused, Reason::keyword_missing}});
  }
}

TEST(JudgeErrcode, ReadsEveryDialectOfAForeignAddress) {
  for (const std::string_view errmsg :
       {"ip 203.0.113.7 not in whitelist", "ip 203.0.113.7 not in whitelist, more: [https://ding-doc.dingtalk.com/]",
        "description:ip 不在白名单中;solution:请联系对应群的管理员，设置机器人安全ip地址段"}) {
    expect({{310000, std::string(errmsg), VerdictKind::robot_refused, Reason::address_not_allowed}});
  }
}

TEST(JudgeErrcode, TakesAnyOtherSecurityRefusalForTheRobots) {
  expect({{310000, "send forbidden", VerdictKind::robot_refused, Reason::send_forbidden},
          {310000, "", VerdictKind::robot_refused, Reason::send_forbidden}});
}

TEST(JudgeErrcode, BlamesNoMessageForAHeaderThatGotLost) {
  expect({{43004, "无效的HTTP HEADER Content-Type", VerdictKind::robot_refused, Reason::request_refused}});
}

TEST(JudgeErrcode, KnowsContentThatCannotPass) {
  expect({{460101, "message too long, exceed 20000 bytes", VerdictKind::content_refused, Reason::too_long},
          {460101, "description: body 大小不合法;solution:请保持大小在 20000bytes 以内;", VerdictKind::content_refused,
           Reason::too_long},
          {101002, "message is too long", VerdictKind::content_refused, Reason::too_long},
          {34016, "消息内容长度超过限制", VerdictKind::content_refused, Reason::too_long},
          {430101, "错误描述:本次请求包含安全风险 unSafe URL ;解决方案:请删去可能造成安全风险的内容;",
           VerdictKind::content_refused, Reason::unsafe_link},
          {430102, "含有不合适的文本", VerdictKind::content_refused, Reason::moderated},
          {430103, "含有不合适的图片", VerdictKind::content_refused, Reason::moderated},
          {430104, "含有不合适的内容", VerdictKind::content_refused, Reason::moderated}});
}

TEST(JudgeErrcode, KnowsAMessageThatCannotBeRead) {
  for (const std::int64_t errcode :
       {400105, 33012, 40004, 400200, 400201, 400202, 400301, 400401, 400402, 400403, 400501, 400601, 400602, 400699}) {
    expect({{errcode, "miss param", VerdictKind::content_refused, Reason::malformed_message}});
  }
  expect({{400199, "", VerdictKind::unexpected, Reason::unexpected_answer},
          {400700, "", VerdictKind::unexpected, Reason::unexpected_answer}});
}

}  // namespace
}  // namespace relay::dingtalk
