// SPDX-License-Identifier: MIT
#include "relay/dingtalk/shed_notice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "relay/dingtalk/renderer.hpp"

namespace relay::dingtalk {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr WallTime kFirst{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

delivery::Shed shed(std::vector<delivery::ShedGroup> groups) {
  delivery::Shed made{"ops", 0, kFirst, kFirst + std::chrono::minutes{7}, std::move(groups)};
  for (const delivery::ShedGroup& group : made.groups) {
    made.alerts += group.alerts;
  }
  return made;
}

TEST(ShedNotice, SaysHowManyWhenAndOfWhat) {
  const alert::Alert notice = shed_notice(shed({{"shop", alert::Level::fatal, 2}, {"web", alert::Level::error, 35}}),
                                          Language::en, TimeZone::utc());
  EXPECT_EQ(notice.title, "⚠️ 37 alerts were counted, not shown one by one");
  EXPECT_THAT(notice.message, HasSubstr("2026-11-23 00:00:00 +00:00 – 2026-11-23 00:07:00 +00:00"));
  EXPECT_THAT(notice.message, HasSubstr("- fatal: 2 alerts, shop\n- error: 35 alerts, web\n"));
  EXPECT_THAT(notice.message, HasSubstr("spool"));
  EXPECT_EQ(notice.level, alert::Level::fatal);
}

TEST(ShedNotice, SpeaksChinese) {
  const alert::Alert notice = shed_notice(shed({{"", alert::Level::error, 3}}), Language::zh, TimeZone::utc());
  EXPECT_THAT(notice.title, HasSubstr("3 条告警"));
  EXPECT_THAT(notice.message, HasSubstr("- error: 3 条告警\n"));
}

TEST(ShedNotice, CountsWhatItDoesNotName) {
  std::vector<delivery::ShedGroup> groups;
  for (int i = 0; i < 30; ++i) {
    groups.push_back({"project-" + std::to_string(i), alert::Level::error, 2});
  }
  const alert::Alert notice = shed_notice(shed(groups), Language::en, TimeZone::utc());
  EXPECT_THAT(notice.message, HasSubstr("- … 20 alerts\n"));
  EXPECT_THAT(notice.message, Not(HasSubstr("project-20")));
}

TEST(ShedNotice, BecomesAMessageLikeAnyOther) {
  const alert::Alert notice = shed_notice(shed({{"shop", alert::Level::error, 3}}), Language::en, TimeZone::utc());
  const Message message = render(notice, Robot{}, RenderOptions{});
  EXPECT_THAT(message.text, HasSubstr("### ⚠️ 3 alerts were counted, not shown one by one"));
  EXPECT_THAT(message.text, HasSubstr("error: 3 alerts, shop"));
}

}  // namespace
}  // namespace relay::dingtalk
