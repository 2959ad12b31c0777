// SPDX-License-Identifier: MIT
#include "relay/dingtalk/notices.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "relay/dingtalk/renderer.hpp"

namespace relay::dingtalk {
namespace {

using namespace std::chrono_literals;
using alert::Level;
using delivery::Reason;
using delivery::State;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr WallTime kSince{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 14h + 2min};

std::string text_of(const alert::Alert& notice, Language language) {
  RenderOptions options;
  options.language = language;
  return render(notice, Robot{}, options).text;
}

std::string losses_text(const delivery::Losses& losses, Language language) {
  return text_of(losses_notice("ops", losses, TimeZone::utc(), language), language);
}

TEST(Notices, LossesNameEachEndAndTheCommand) {
  const delivery::Losses losses{{{State::dead, 2}, {State::expired, 31}}, kSince};
  EXPECT_THAT(
      losses_text(losses, Language::en),
      AllOf(HasSubstr("### ⚠️ 33 alerts did not arrive in this chat"),
            HasSubstr("2 refused by DingTalk for their content"), HasSubstr("31 expired after waiting too long"),
            HasSubstr("Since 2026-11-23 14:02:00 +00:00"), HasSubstr("deliveries --robot ops --state dead  \n"),
            HasSubstr("deliveries --robot ops --state expired"), Not(HasSubstr("Project")), Not(HasSubstr("spool"))));
  EXPECT_THAT(losses_text(losses, Language::zh),
              AllOf(HasSubstr("33 条告警没有送达本群"), HasSubstr("2 条内容被钉钉拒绝"), HasSubstr("逐条查看")));
}

TEST(Notices, WhatFoundNoRoomIsCountedByProjectAndLevel) {
  const delivery::Losses losses{
      {{State::dead, 1}, {State::shed, 37}}, kSince, {{"shop", Level::fatal, 2}, {"web", Level::error, 35}}};
  EXPECT_EQ(losses_notice("ops", losses, TimeZone::utc(), Language::en).level, Level::fatal);
  EXPECT_THAT(losses_text(losses, Language::en),
              AllOf(HasSubstr("38 alerts did not arrive"), HasSubstr("37 only counted: the relay had no room"),
                    HasSubstr("fatal: 2 alerts, shop"), HasSubstr("error: 35 alerts, web"),
                    HasSubstr("raise spool.max"), HasSubstr("--state dead"), Not(HasSubstr("--state shed"))));
  EXPECT_THAT(
      losses_text({{{State::shed, 3}}, kSince, {{"", Level::error, 3}}}, Language::zh),
      AllOf(HasSubstr("3 条因中继没有空间保存而仅计数"), HasSubstr("error: 3 条告警"), Not(HasSubstr("逐条查看"))));
}

TEST(Notices, ALongListOfProjectsIsCounted) {
  delivery::Losses losses{{{State::shed, 60}}, kSince};
  for (int i = 0; i < 30; ++i) {
    losses.shed.push_back({"project-" + std::to_string(i), Level::error, 2});
  }
  EXPECT_THAT(losses_text(losses, Language::en), AllOf(HasSubstr("… 20 alerts"), Not(HasSubstr("project-20"))));
}

TEST(Notices, AFallbackIsToldWhyAndWhatFollows) {
  EXPECT_THAT(text_of(fallback_notice("ops", Reason::keyword_missing, "310000", Language::en), Language::en),
              AllOf(HasSubstr("Robot ops refuses messages"), HasSubstr("keyword"), HasSubstr("310000"),
                    HasSubstr("gets copies")));
  EXPECT_THAT(text_of(fallback_notice("ops", Reason::token_unknown, "", Language::zh), Language::zh),
              AllOf(HasSubstr("机器人 ops 拒收消息"), HasSubstr("副本")));
}

TEST(Notices, ASilentSourceIsNamedWithWhatToCheck) {
  EXPECT_THAT(text_of(silence_notice("main", kSince, 24h, TimeZone::utc(), Language::en), Language::en),
              AllOf(HasSubstr("Nothing came from source main for 24 h"), HasSubstr("2026-11-23 14:02:00"),
                    HasSubstr("still enabled")));
  EXPECT_EQ(silence_notice("main", kSince, 90min, TimeZone::utc(), Language::zh).title,
            "🔇 来源 main 已超过 90 分钟没有消息");
}

}  // namespace
}  // namespace relay::dingtalk
