// SPDX-License-Identifier: MIT
#include "relay/dingtalk/notices.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "relay/dingtalk/renderer.hpp"

namespace relay::dingtalk {
namespace {

using namespace std::chrono_literals;
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

TEST(Notices, LossesNameEachEndAndTheCommand) {
  const std::vector<std::pair<State, std::int64_t>> ends{{State::dead, 2}, {State::expired, 31}};
  EXPECT_THAT(
      text_of(losses_notice("ops", ends, kSince, TimeZone::utc(), Language::en), Language::en),
      AllOf(HasSubstr("### ⚠️ 33 alerts did not arrive in this chat"),
            HasSubstr("2 refused by DingTalk for their content"), HasSubstr("31 expired after waiting too long"),
            HasSubstr("Since 2026-11-23 14:02:00 +00:00"), HasSubstr("deliveries --robot ops --state dead  \n"),
            HasSubstr("deliveries --robot ops --state expired"), Not(HasSubstr("Project"))));
  EXPECT_THAT(text_of(losses_notice("ops", ends, kSince, TimeZone::utc(), Language::zh), Language::zh),
              AllOf(HasSubstr("33 条告警没有送达本群"), HasSubstr("2 条内容被钉钉拒绝")));
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
