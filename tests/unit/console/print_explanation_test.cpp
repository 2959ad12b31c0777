// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "console/replies.hpp"
#include "relay/console/print.hpp"
#include "relay/dingtalk/cure.hpp"

namespace relay::console {
namespace {

using namespace std::chrono_literals;
using delivery::Reason;
using delivery::State;
using testing::AllOf;
using testing::HasSubstr;

constexpr WallTime kWhen{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 7h};

Printed printed(const ports::Explanation& explanation, const std::string& asked = "7") {
  const Reader reader{TimeZone::utc(), dingtalk::Language::en};
  const Result<Printed> told = print_explanation(reply_of(explanation).body, asked, reader);
  return told ? *told : Printed{told.error().detail, false};
}

ports::Explanation explanation_of(ports::DeliveryStory delivery) {
  ports::Explanation explanation;
  ports::AlertStory story{7, kWhen, {}, "signature", {std::move(delivery)}};
  story.alert.source = "main";
  story.alert.kind = alert::Kind::event;
  story.alert.resource = "event_alert";
  story.alert.action = "triggered";
  story.alert.level = alert::Level::error;
  story.alert.short_id = "SHOP-1A";
  story.alert.title = "PaymentError";
  explanation.story = std::move(story);
  explanation.newest = 9;
  return explanation;
}

ports::DeliveryStory at_ops(State state) {
  ports::DeliveryStory delivery{};
  delivery.robot = "ops";
  delivery.state = state;
  return delivery;
}

TEST(PrintExplanation, SaysWhatAnAlertWaitsWith) {
  ports::DeliveryStory delivery = at_ops(State::pending);
  delivery.counted_with = 5;
  EXPECT_THAT(printed(explanation_of(delivery)).text,
              HasSubstr("waits: counted on the message about alert 5 of the same issue, which may have been shown"));
}

TEST(PrintExplanation, TellsALifeStepByStep) {
  ports::DeliveryStory delivery = at_ops(State::shown);
  delivery.attempts = {{kWhen + 1s, 5'000ms, "not_sent", Reason::connect, "connect: refused"},
                       {kWhen + 8s, 84ms, "shown", Reason::none, ""}};
  delivery.ended = kWhen + 9s;
  const Printed told = printed(explanation_of(delivery));
  EXPECT_TRUE(told.good);
  EXPECT_EQ(told.text,
            "Alert 7  SHOP-1A  event  error\n"
            "  PaymentError\n"
            "\n"
            "  2026-11-23 07:00:00 +00:00  received from source main event_alert triggered\n"
            "  2026-11-23 07:00:00 +00:00  verified by its signature\n"
            "\n"
            "robot ops: shown\n"
            "  2026-11-23 07:00:00 +00:00  routed to robot ops, queued\n"
            "  2026-11-23 07:00:01 +00:00  attempt 1: not_sent after 5000 ms, connect: connect: refused\n"
            "      what to do: " +
                std::string(dingtalk::cure(Reason::connect, dingtalk::Language::en)) +
                "\n"
                "  2026-11-23 07:00:08 +00:00  attempt 2: shown after 84 ms\n"
                "  2026-11-23 07:00:09 +00:00  shown\n");
}

TEST(PrintExplanation, SaysOfEachProofWhatIsKnown) {
  const std::pair<const char*, const char*> cases[] = {
      {"signature", "  verified by its signature\n"},
      {"url_token", "  verified by the secret in its address\n"},
      {"none", "  not verified: this source takes webhooks without proof (allow_unauthenticated)\n"},
      {"", "  verified, unless its source has allow_unauthenticated: how is not kept for so long\n"},
  };
  for (const auto& [proof, words] : cases) {
    ports::Explanation explanation = explanation_of(at_ops(State::shown));
    explanation.story->proof = proof;
    EXPECT_THAT(printed(explanation).text, HasSubstr(words)) << proof;
  }
}

TEST(PrintExplanation, SaysWhenNoRobotOfThisNameIsConfigured) {
  const Reader reader{TimeZone::utc(), dingtalk::Language::en};
  const auto told = [&](const std::vector<std::string>& robots, State state) {
    return print_explanation(reply_of(explanation_of(at_ops(state)), robots).body, "7", reader)->text;
  };
  const std::string words = "waits: the configuration has no robot of this name";
  EXPECT_THAT(told({"web"}, State::pending), HasSubstr(words));
  EXPECT_THAT(told({"web", "ops"}, State::pending), testing::Not(HasSubstr(words)));
  EXPECT_THAT(told({"web"}, State::shown), testing::Not(HasSubstr("no robot of this name")));
}

TEST(PrintExplanation, SaysThatANoticeCameFromNobody) {
  ports::Explanation explanation = explanation_of(at_ops(State::shown));
  explanation.story->proof = "";
  explanation.story->alert.kind = alert::Kind::notice;
  explanation.story->alert.resource = "notice";
  explanation.story->alert.action = "fallback";
  const std::string text = printed(explanation).text;
  EXPECT_THAT(text, HasSubstr("  written by the relay itself: notice fallback\n"));
  EXPECT_THAT(text, testing::Not(testing::AnyOf(HasSubstr("verified"), HasSubstr("received from"))));
}

TEST(PrintExplanation, TellsHowADeliveryEndedOrWhyItWaits) {
  struct Case {
    const char* name;
    ports::DeliveryStory delivery;
    const char* words;
  };
  std::vector<Case> cases;
  const auto add = [&](const char* name, State state, const char* words, auto change) {
    ports::DeliveryStory delivery = at_ops(state);
    change(delivery);
    cases.push_back({name, delivery, words});
  };
  add("rule", State::suppressed, "kept from robot ops by the rule kinds.build",
      [](auto& one) { one.rule = "kinds.build"; });
  add("dead", State::dead, "07:01:00 +00:00  dead letter", [](auto& one) { one.ended = kWhen + 1min; });
  add("expired", State::expired, "spool.max_age", [](auto& one) { one.ended = kWhen + 72h; });
  add("unknown", State::unknown, "may have been shown or not", [](auto& one) { one.ended = kWhen; });
  add("no time", State::shown, "(time not kept)             shown", [](auto&) {});
  add("waits", State::pending, "now                         waits for its turn: /readyz says how the robot is\n",
      [](auto&) {});
  add("copy", State::shown, "copied for robot ops: robot backend refused messages",
      [](auto& one) { one.copy_of = "backend"; });
  add("counted", State::digested, "digested: counted on the message about alert 41 of the same issue (repeat_interval)",
      [](auto& one) { one.counted_with = 41; });
  add("paused", State::pending, "the robot is paused since 2026-11-23 07:00:00 +00:00 (resume ops)",
      [](auto& one) { one.paused = kWhen; });
  add("blocked", State::pending, "silent until 2026-11-23 07:10:05 +00:00, rate_limit", [](auto& one) {
    one.blocked_until = kWhen + 605s;
    one.block_reason = Reason::rate_limit;
  });
  add("retry", State::pending, "tried again at 2026-11-23 07:00:05 +00:00", [](auto& one) {
    one.attempts = {{kWhen, 84ms, "busy", Reason::busy, "-1"}};
    one.not_before = kWhen + 5s;
  });
  add("held", State::pending,
      "waits: counted with others of its issue (repeat_interval) until 2026-11-23 07:00:05 +00:00",
      [](auto& one) { one.not_before = kWhen + 5s; });
  add("under way", State::pending, "attempt 1: under way", [](auto& one) {
    one.attempts = {{kWhen, std::nullopt, "", Reason::none, ""}};
  });
  add("operator", State::discarded, "an operator did: discard", [](auto& one) {
    one.operations = {{kWhen + 1min, "redrive"}, {kWhen + 2min, "discard"}};
    one.ended = kWhen + 2min;
  });
  add("digest", State::digested, "digested in digest 3, one message for 40 alerts, in the line of its issue (2)",
      [](auto& one) {
        one.digest = ports::DigestStory{
            3, State::shown, 40, 2, ports::DigestLine::issue, kWhen, {{kWhen, 84ms, "shown", Reason::none, ""}}};
        one.ended = kWhen;
      });
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_THAT(printed(explanation_of(c.delivery)).text, HasSubstr(c.words));
  }
}

TEST(PrintExplanation, NamesTheOtherAlertsOfTheIssue) {
  ports::Explanation explanation = explanation_of(at_ops(State::shown));
  explanation.others = {5, 3};
  EXPECT_THAT(printed(explanation).text, HasSubstr("Other alerts of the same issue: 5 3\n"));
}

TEST(PrintExplanation, SaysThatNoRobotWasConfigured) {
  ports::Explanation explanation = explanation_of(at_ops(State::shown));
  explanation.story->deliveries.clear();
  EXPECT_THAT(printed(explanation).text, HasSubstr("No robot was configured"));
}

TEST(PrintExplanation, SaysWhatItMeansThatNothingIsKnown) {
  ports::Explanation explanation;
  explanation.newest = 9;
  explanation.oldest = kWhen;
  const Printed told = printed(explanation, "SHOP-2");
  EXPECT_FALSE(told.good);
  EXPECT_THAT(told.text, AllOf(HasSubstr("Nothing is known of \"SHOP-2\""), HasSubstr("The last alert that came is 9"),
                               HasSubstr("2026-11-23 07:00:00 +00:00"), HasSubstr("Sentry never sent it here"),
                               HasSubstr("Dashboard"), HasSubstr("check-config")));
  EXPECT_THAT(printed({}, "").text, HasSubstr("never accepted an alert"));
}

}  // namespace
}  // namespace relay::console
