// SPDX-License-Identifier: MIT
#include "relay/dingtalk/cure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "relay/base/utf8.hpp"
#include "relay/dingtalk/verdict.hpp"

namespace relay::dingtalk {
namespace {

using delivery::Reason;

TEST(Cure, IsASentenceForEveryReasonInBothLanguages) {
  for (int i = static_cast<int>(Reason::none) + 1; i <= static_cast<int>(Reason::clock_skew); ++i) {
    const auto reason = static_cast<Reason>(i);
    SCOPED_TRACE(to_string(reason));
    const std::string en(cure(reason, Language::en));
    const std::string zh(cure(reason, Language::zh));
    EXPECT_TRUE(en.ends_with("."));
    EXPECT_TRUE(zh.ends_with("。"));
    EXPECT_LT(en.size(), 300U);
    EXPECT_TRUE(utf8::is_valid(zh));
  }
}

TEST(Cure, IsEmptyWithoutAReason) {
  EXPECT_EQ(cure(Reason::none, Language::en), "");
  EXPECT_EQ(cure(Reason::none, Language::zh), "");
}

TEST(Cure, NamesWhatToChange) {
  EXPECT_NE(cure(Reason::signature_mismatch, Language::en).find("`secret`"), std::string_view::npos);
  EXPECT_NE(cure(Reason::keyword_missing, Language::zh).find("`keyword`"), std::string_view::npos);
  EXPECT_NE(cure(Reason::clock_skew, Language::en).find("timedatectl"), std::string_view::npos);
}

// Every errcode that DingTalk documents or was seen to answer, in its own words.
struct Documented {
  const char* body;
  const char* en;  // what the sentence names
  const char* zh;
};
const Documented kDocumented[] = {
    {R"({"errcode":-1,"errmsg":"系统繁忙"})", "busy", "系统繁忙"},
    {R"({"errcode":22,"errmsg":"Invalid method"})", "`endpoint`", "`endpoint`"},
    {R"({"errcode":88,"errmsg":"ding talk error"})", "`endpoint`", "`endpoint`"},
    {R"({"errcode":404,"errmsg":"请求的URI地址不存在"})", "`endpoint`", "`endpoint`"},
    {R"({"errcode":33012,"errmsg":"无效的USERID"})", "report", "反馈"},
    {R"({"errcode":34016,"errmsg":"消息内容长度超过限制"})", "too long", "过长"},
    {R"({"errcode":40004,"errmsg":"不合法的媒体文件类型"})", "report", "反馈"},
    {R"({"errcode":40035,"errmsg":"缺少参数 json"})", "report", "反馈"},
    {R"({"errcode":40035,"errmsg":"缺少参数 access_token"})", "`access_token`", "`access_token`"},
    {R"({"errcode":43002,"errmsg":"需要POST请求"})", "`endpoint`", "`endpoint`"},
    {R"({"errcode":43004,"errmsg":"无效的HTTP HEADER Content-Type"})", "`proxy`", "`proxy`"},
    {R"({"errcode":90002,"errmsg":""})", "`max_per_minute`", "`max_per_minute`"},
    {R"({"errcode":90018,"errmsg":""})", "`max_per_minute`", "`max_per_minute`"},
    {R"({"errcode":90020,"errmsg":""})", "quota", "额度"},
    {R"({"errcode":90030,"errmsg":"webhook over limit"})", "quota", "额度"},
    {R"({"errcode":101002,"errmsg":"message is too long"})", "too long", "过长"},
    {R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})", "ten minutes", "十分钟"},
    {R"({"errcode":130103,"errmsg":""})", "ten minutes", "十分钟"},
    {R"({"errcode":300001,"errmsg":"token is not exist"})", "`access_token`", "`access_token`"},
    {R"({"errcode":300005,"errmsg":"token is not exist"})", "`access_token`", "`access_token`"},
    {R"({"errcode":310000,"errmsg":"sign not match"})", "`secret`", "`secret`"},
    {R"({"errcode":310000,"errmsg":"description:机器人发送签名不匹配;solution:请确认"})", "`secret`", "`secret`"},
    {R"({"errcode":310000,"errmsg":"invalid timestamp"})", "timedatectl", "timedatectl"},
    {R"({"errcode":310000,"errmsg":"keywords not in content"})", "`keyword`", "`keyword`"},
    {R"({"errcode":310000,"errmsg":"description:关键词不匹配;solution:请联系群管理员"})", "`keyword`", "`keyword`"},
    {R"({"errcode":310000,"errmsg":"ip 127.0.0.1 not in whitelist"})", "IPv4", "IPv4"},
    {R"({"errcode":310000,"errmsg":"send forbidden"})", "security settings", "安全设置"},
    {R"({"errcode":400013,"errmsg":"群已被解散"})", "disbanded", "解散"},
    {R"({"errcode":400101,"errmsg":"access_token不存在"})", "`access_token`", "`access_token`"},
    {R"({"errcode":400102,"errmsg":"机器人已停用"})", "enable", "启用"},
    {R"({"errcode":400105,"errmsg":"不支持的消息类型"})", "report", "反馈"},
    {R"({"errcode":400106,"errmsg":"机器人不存在"})", "add it again", "重新添加"},
    {R"({"errcode":400201,"errmsg":"miss param : text"})", "report", "反馈"},
    {R"({"errcode":400302,"errmsg":"miss param : link"})", "report", "反馈"},
    {R"({"errcode":400402,"errmsg":"miss param : markdown->title"})", "report", "反馈"},
    {R"({"errcode":400501,"errmsg":"miss param : actionCard"})", "report", "反馈"},
    {R"({"errcode":400602,"errmsg":"miss param : feedCard->links"})", "report", "反馈"},
    {R"({"errcode":410100,"errmsg":"发送速度太快而限流"})", "ten minutes", "十分钟"},
    {R"({"errcode":430101,"errmsg":"含有不安全的外链"})", "link", "链接"},
    {R"({"errcode":430102,"errmsg":"含有不合适的文本"})", "moderation", "审核"},
    {R"({"errcode":430103,"errmsg":"含有不合适的图片"})", "moderation", "审核"},
    {R"({"errcode":430104,"errmsg":"含有不合适的内容"})", "moderation", "审核"},
    {R"({"errcode":450101,"errmsg":""})", "ten minutes", "十分钟"},
    {R"({"errcode":460101,"errmsg":"message too long, exceed 20000 bytes"})", "too long", "过长"},
    {R"({"errcode":500100,"errmsg":"description:系统异常，请稍后再试;"})", "sent again", "自动重发"},
    {R"({"errcode":660026,"errmsg":"sending too many messages per minute"})", "ten minutes", "十分钟"},
    {R"({"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"24ce"})", "address", "IP"},
    {R"({"errcode":777,"errmsg":"nobody knows"})", "undocumented", "文档中没有"},
};

TEST(Cure, EveryErrcodeLeadsToASentenceInBothLanguagesAndToDingTalksOwnWords) {
  for (const Documented& one : kDocumented) {
    SCOPED_TRACE(one.body);
    const delivery::Verdict verdict = classify(delivery::Answer{200, one.body, "application/json", "", ""}, WallTime{});
    EXPECT_NE(verdict.kind, delivery::VerdictKind::shown);
    EXPECT_THAT(std::string(cure(verdict.reason, Language::en)), testing::HasSubstr(one.en));
    EXPECT_THAT(std::string(cure(verdict.reason, Language::zh)), testing::HasSubstr(one.zh));
    EXPECT_FALSE(verdict.detail.empty());
  }
}

}  // namespace
}  // namespace relay::dingtalk
