// SPDX-License-Identifier: MIT
#include "relay/console/print.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "console/replies.hpp"
#include "relay/dingtalk/cure.hpp"

namespace relay::console {
namespace {

using namespace std::chrono_literals;
using delivery::Reason;
using delivery::State;
using dingtalk::Language;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr WallTime kWhen{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 7h};

Reader reader(Language language = Language::en) { return {*TimeZone::find("Asia/Shanghai"), language}; }

std::string text_of(const Result<Printed>& printed) { return printed ? printed->text : printed.error().detail; }

ports::ListedDelivery dead() {
  ports::ListedDelivery one{};
  one.alert = 4711;
  one.robot = "ops";
  one.state = State::dead;
  one.received = kWhen;
  one.attempts = 2;
  one.level = alert::Level::error;
  one.short_id = "SHOP-1A";
  one.title = "PaymentError";
  one.reason = Reason::unsafe_link;
  one.detail = "430102: no";
  return one;
}

TEST(Print, DeliveriesAsATableInTheConfiguredZone) {
  ports::ListedDelivery kept = dead();
  kept.alert = 9;
  kept.state = State::suppressed;
  kept.rule = "kinds.build";
  kept.reason = Reason::none;
  ports::ListedDelivery merged = kept;
  merged.state = State::digested;
  merged.rule = "";
  merged.digest = 3;
  EXPECT_EQ(
      text_of(print_deliveries(reply_of({kept, merged}).body, reader())),
      "ALERT  RECEIVED                    ROBOT  STATE                      TRIES  LEVEL  ISSUE    TITLE\n"
      "9      2026-11-23 15:00:00 +08:00  ops    suppressed by kinds.build  2      error  SHOP-1A  PaymentError\n"
      "9      2026-11-23 15:00:00 +08:00  ops    digested in digest 3       2      error  SHOP-1A  PaymentError\n");
}

TEST(Print, EachReasonOnceWithItsCureInTheConfiguredLanguage) {
  for (const Language language : {Language::en, Language::zh}) {
    const std::string text = text_of(print_deliveries(reply_of({dead(), dead()}).body, reader(language)));
    const std::string cure(dingtalk::cure(Reason::unsafe_link, language));
    EXPECT_THAT(text, AllOf(HasSubstr("unsafe_link (alert 4711, robot ops): 430102: no"), HasSubstr(cure)));
    EXPECT_EQ(text.find(cure), text.rfind(cure));
  }
}

TEST(Print, SaysThatNoDeliveryFits) {
  EXPECT_EQ(text_of(print_deliveries(reply_of(std::vector<ports::ListedDelivery>{}).body, reader())),
            "no delivery fits\n");
}

TEST(Print, CutsLongTitlesOnACharacterBorder) {
  ports::ListedDelivery one = dead();
  one.title = std::string(99, 'x') + "支付";
  EXPECT_THAT(text_of(print_deliveries(reply_of({one}).body, reader())),
              AllOf(HasSubstr("xxx\n"), Not(HasSubstr("支"))));
}

TEST(Print, AnIdentityThatHolds) {
  const ports::Audit audit{3, {{State::shown, 3, 1, 2}}, {}};
  const auto printed = print_audit(reply_of(audit).body);
  ASSERT_TRUE(printed.has_value());
  EXPECT_TRUE(printed->good);
  EXPECT_THAT(printed->text, AllOf(HasSubstr("shown  3        1     2"), HasSubstr("holds: 3 deliveries")));
}

TEST(Print, AnIdentityThatDoesNot) {
  const ports::Audit audit{4, {{State::shown, 3, 1, 2}}, {"one is missing"}};
  const auto printed = print_audit(reply_of(audit).body);
  ASSERT_TRUE(printed.has_value());
  EXPECT_FALSE(printed->good);
  EXPECT_THAT(printed->text, AllOf(HasSubstr("DOES NOT HOLD"), HasSubstr("- one is missing\n")));
}

TEST(Print, WhatWasChanged) {
  EXPECT_EQ(text_of(print_change(reply_of(ports::Changed{{{"ops", 2}}, 0}).body, "wait again")), "ops: 2 wait again\n");
  EXPECT_EQ(text_of(print_change(reply_of(ports::Changed{}).body, "discarded")), "nothing to do: no delivery fits\n");
  EXPECT_THAT(text_of(print_change(reply_of(ports::Changed{{{"ops", 2}}, 5}).body, "discarded")),
              HasSubstr("5 left alone"));
}

TEST(Print, WhoIsPaused) {
  EXPECT_THAT(text_of(print_pause(reply_of_pause("ops", true, true).body)), HasSubstr("ops is paused"));
  EXPECT_THAT(text_of(print_pause(reply_of_pause("ops", true, false).body)), HasSubstr("was paused already"));
  const std::vector<std::string> robots{"web"};
  const Result<Printed> mistyped = print_pause(reply_of_pause("ops", true, true, robots).body);
  EXPECT_THAT(text_of(mistyped), HasSubstr("ops is paused, but the configuration has no robot of this name"));
  EXPECT_FALSE(mistyped->good);
  EXPECT_THAT(text_of(print_pause(reply_of_pause("web", true, true, robots).body)), HasSubstr("web is paused: "));
  EXPECT_THAT(text_of(print_pause(reply_of_pause("ops", false, true).body)), HasSubstr("goes on"));
  EXPECT_THAT(text_of(print_pause(reply_of_pause("ops", false, false).body)), HasSubstr("is not paused"));
}

TEST(Print, RefusesWhatIsNoAnswer) {
  EXPECT_EQ(print_deliveries("<html>", reader()).error().kind, ErrorKind::malformed);
  EXPECT_EQ(print_audit("[]").error().kind, ErrorKind::malformed);
  EXPECT_EQ(print_explanation("", "7", reader()).error().kind, ErrorKind::malformed);
  EXPECT_EQ(print_refusal("<html>"), "<html>");
  EXPECT_EQ(print_refusal(refusal(400, "bad_arguments", "say which").body), "say which");
}

}  // namespace
}  // namespace relay::console
