// SPDX-License-Identifier: MIT
#include "dingtalk/notes.hpp"

#include <gtest/gtest.h>

namespace relay::dingtalk {
namespace {

using namespace std::chrono_literals;
using delivery::Delay;
using delivery::Reason;

constexpr WallTime kSince{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 14h + 2min};

std::string note(const Circumstances& circumstances, Language language = Language::en) {
  RenderOptions options;
  options.language = language;
  options.circumstances = circumstances;
  return notes_of(options);
}

TEST(NotesOf, IsEmptyForAnOrdinaryMessage) { EXPECT_EQ(note({}), ""); }

TEST(NotesOf, SaysHowLateAndWhy) {
  struct Case {
    Delay delay;
    const char* en;
    const char* zh;
  };
  for (const Case& c : {
           Case{{12min + 59s, Reason::rate_limit},
                "⏳ Delayed 12 min: DingTalk's rate limit",
                "⏳ 延迟 12 分钟：钉钉限流"},
           Case{{1min, Reason::none}, "⏳ Delayed 1 min", "⏳ 延迟 1 分钟"},
           Case{{119min, Reason::connect},
                "⏳ Delayed 119 min: DingTalk could not be reached",
                "⏳ 延迟 119 分钟：无法连接钉钉"},
           Case{{3h + 10min, Reason::keyword_missing},
                "⏳ Delayed 3 h: the robot refused messages",
                "⏳ 延迟 3 小时：机器人曾拒收消息"},
       }) {
    EXPECT_EQ(note({.delay = c.delay}), c.en);
    EXPECT_EQ(note({.delay = c.delay}, Language::zh), c.zh);
  }
}

TEST(NotesOf, HasALineEach) {
  const Circumstances all{.maybe_duplicate = true,
                          .copied_from = "back[end]",
                          .delay = Delay{2min, Reason::busy},
                          .riders = delivery::Riders{37, kSince}};
  EXPECT_EQ(note(all),
            "🔁 (possibly a repeat)  \n"
            "↪️ A copy: robot back\\[end\\] refuses messages  \n"
            "⏳ Delayed 2 min: DingTalk had a bad moment  \n"
            "🔂 37 more of this issue since 2026-11-23 14:02:00 +00:00");
  EXPECT_EQ(note({.copied_from = "backend"}, Language::zh),
            "↪️ 机器人 backend 拒收消息，此为转发副本");
  EXPECT_EQ(note({.riders = delivery::Riders{2, kSince}}, Language::zh),
            "🔂 自 2026-11-23 14:02:00 +00:00 起还有 2 条相同告警");
}

}  // namespace
}  // namespace relay::dingtalk
