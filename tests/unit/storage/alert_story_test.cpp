// SPDX-License-Identifier: MIT
#include "storage/alert_story.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/block.hpp"
#include "storage/delivery_change.hpp"
#include "storage/digests.hpp"
#include "storage/operator_changes.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::State;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

ports::NewAlert of_issue(const std::string& subject, const std::string& issue) {
  ports::NewAlert made = SpoolFile::alert(subject);
  made.alert.source = "main";
  made.alert.issue_id = issue;
  made.alert.short_id = "SHOP-" + issue;
  made.alert.event_id = "ab" + subject;
  return made;
}

ports::AlertStory story(SpoolFile& spool, ports::AlertId id) {
  return must(read_story(*spool.database, id, spool.moment)).value();
}

TEST(AlertStory, KnowsNothingOfOtherIds) {
  SpoolFile spool;
  EXPECT_FALSE(must(read_story(*spool.database, 1, spool.moment)).has_value());
  EXPECT_EQ(must(newest_alert(*spool.database)), std::nullopt);
  EXPECT_EQ(must(oldest_alert(*spool.database)), std::nullopt);
}

TEST(AlertStory, TellsWhatWasTriedAndWhatForItWaits) {
  SpoolFile spool;
  spool.append(of_issue("one", "7"));
  const auto attempt = spool.begin_attempt(1);
  spool.advance(84ms);
  ports::Outcome outcome{State::pending,
                         {1, 0, 0, 0, {}},
                         spool.moment.now + 5s,
                         delivery::VerdictKind::rate_blocked,
                         delivery::Reason::rate_limit,
                         "130101: too fast",
                         true,
                         spool.moment.now + 605s};
  must(end_attempt(*spool.database, attempt, outcome, spool.moment));
  must(set_paused(*spool.database, "ops", spool.moment.wall));
  const ports::AlertStory told = story(spool, 1);
  EXPECT_EQ(told.received, kWall);
  EXPECT_EQ(told.proof, "signature");
  EXPECT_EQ(told.alert.title, "one");
  ASSERT_THAT(told.deliveries, SizeIs(1));
  const ports::DeliveryStory& one = told.deliveries[0];
  EXPECT_EQ(one.state, State::pending);
  EXPECT_EQ(one.not_before, spool.moment.wall + 5s);
  EXPECT_EQ(one.paused, spool.moment.wall);
  EXPECT_EQ(one.blocked_until, spool.moment.wall + 605s);
  EXPECT_EQ(one.block_reason, delivery::Reason::rate_limit);
  ASSERT_THAT(one.attempts, SizeIs(1));
  EXPECT_EQ(one.attempts[0].started, kWall);
  EXPECT_EQ(one.attempts[0].took, 84ms);
  EXPECT_EQ(one.attempts[0].verdict, "rate_blocked");
  EXPECT_EQ(one.attempts[0].detail, "130101: too fast");
}

TEST(AlertStory, TellsOfAnAttemptUnderWay) {
  SpoolFile spool;
  spool.append("one");
  spool.begin_attempt(1);
  const ports::AlertStory told = story(spool, 1);
  ASSERT_THAT(told.deliveries.at(0).attempts, SizeIs(1));
  EXPECT_FALSE(told.deliveries[0].attempts[0].took.has_value());
}

TEST(AlertStory, TellsTheRuleThatKeptIt) {
  SpoolFile spool;
  ports::NewAlert quiet = SpoolFile::alert("one");
  quiet.destinations = {{"ops", "kinds.build"}, {"web"}};
  spool.append(quiet);
  const ports::AlertStory told = story(spool, 1);
  ASSERT_THAT(told.deliveries, SizeIs(2));
  EXPECT_EQ(told.deliveries[0].rule, "kinds.build");
  EXPECT_EQ(told.deliveries[1].rule, "");
}

TEST(AlertStory, TellsTheDigestAndHowManyShareItsLine) {
  SpoolFile spool;
  spool.append(of_issue("one", "7"));
  spool.append(of_issue("two", "7"));
  spool.append(of_issue("three", "8"));
  const ports::OpenDigest digest = must(open_digest(*spool.database, "ops", "uid"));
  const auto attempt = must(begin_digest_attempt(*spool.database, digest.id, "key", spool.moment));
  must(end_attempt(*spool.database, attempt,
                   {State::shown, {1, 0, 0, 0, {}}, {}, delivery::VerdictKind::shown, {}, "", true, {}}, spool.moment));
  must(settle_members(*spool.database, digest.id, spool.moment));
  const ports::AlertStory told = story(spool, 2);
  ASSERT_THAT(told.deliveries, SizeIs(1));
  EXPECT_EQ(told.deliveries[0].state, State::digested);
  EXPECT_EQ(told.deliveries[0].ended, kWall);
  const ports::DigestStory& in = told.deliveries[0].digest.value();
  EXPECT_EQ(in.id, digest.id);
  EXPECT_EQ(in.alerts, 3);
  EXPECT_EQ(in.of_issue, 2);
  EXPECT_EQ(in.line, ports::DigestLine::issue);
  EXPECT_EQ(in.state, State::shown);
  ASSERT_THAT(in.attempts, SizeIs(1));
  EXPECT_EQ(in.attempts[0].verdict, "shown");
  EXPECT_THAT(must(find_same_issue(*spool.database, 2, 0, 10)).found, ElementsAre(1));
}

// Forty issues have a line each, the others share their project's.
TEST(AlertStory, TellsWhichLineOfALargeDigestItIsIn) {
  SpoolFile spool;
  for (std::size_t i = 0; i <= delivery::kDigestIssues; ++i) {
    ports::NewAlert made = of_issue("a" + std::to_string(i), std::to_string(100 + i));
    made.alert.level = i == 0 ? alert::Level::info : alert::Level::error;
    made.alert.project_slug = "shop";
    spool.append(made);
  }
  const ports::OpenDigest digest = must(open_digest(*spool.database, "ops", "uid"));
  must(change_digest(*spool.database, digest.id, {State::shown, {1, 0, 0, 0, {}}, {}, ports::DigestFate::keep}, kNow));
  must(settle_members(*spool.database, digest.id, spool.moment));
  EXPECT_EQ(story(spool, 1).deliveries.at(0).digest->line, ports::DigestLine::project);
  EXPECT_EQ(story(spool, 2).deliveries.at(0).digest->line, ports::DigestLine::issue);
}

TEST(AlertStory, TellsWhatOperatorsDid) {
  SpoolFile spool;
  spool.append("one");
  must(end_delivery(*spool.database, 1, State::dead, spool.moment));
  spool.advance(1min);
  must(redrive_some(*spool.database, {}, 0, spool.moment));
  spool.advance(1min);
  must(discard_some(*spool.database, {}, 0, spool.moment));
  const ports::AlertStory told = story(spool, 1);
  ASSERT_THAT(told.deliveries, SizeIs(1));
  EXPECT_EQ(told.deliveries[0].state, State::discarded);
  ASSERT_THAT(told.deliveries[0].operations, SizeIs(2));
  EXPECT_EQ(told.deliveries[0].operations[0].what, "redrive");
  EXPECT_EQ(told.deliveries[0].operations[0].done, kWall + 1min);
  EXPECT_EQ(told.deliveries[0].operations[1].what, "discard");
}

TEST(AlertStory, FindsTheNewestByWhatSentryCallsIt) {
  SpoolFile spool;
  spool.append(of_issue("one", "7"));
  spool.append(of_issue("two", "7"));
  for (const char* text : {"SHOP-7", "shop-7", "7", "abtwo", "ABTWO"}) {
    EXPECT_THAT(must(find_by_text(*spool.database, text, 0, 1)).found, ElementsAre(2)) << text;
  }
  EXPECT_THAT(must(find_by_text(*spool.database, "abone", 0, 1)).found, ElementsAre(1));
  EXPECT_THAT(must(find_by_text(*spool.database, "SHOP", 0, 1)).found, IsEmpty());
  EXPECT_THAT(must(find_by_text(*spool.database, "SHOP-7", 2, 1)).found, ElementsAre(1));
}

TEST(AlertStory, LooksThroughManyTextsInSteps) {
  SpoolFile spool;
  spool.append(of_issue("one", "7"));
  for (int i = 0; i < 1'100; ++i) {
    spool.append(std::to_string(i));
  }
  const AlertMatch first = must(find_by_text(*spool.database, "SHOP-7", 0, 1));
  EXPECT_THAT(first.found, IsEmpty());
  ASSERT_NE(first.next, 0);
  EXPECT_THAT(must(find_by_text(*spool.database, "SHOP-7", first.next, 1)).found, ElementsAre(1));
  const AlertMatch others = must(find_same_issue(*spool.database, 1'101, 0, 10));
  EXPECT_THAT(others.found, IsEmpty());  // each is of an issue of its own
  EXPECT_EQ(others.next, first.next);
  EXPECT_EQ(must(find_same_issue(*spool.database, 1'101, others.next, 10)).next, 0);
  EXPECT_EQ(must(newest_alert(*spool.database)), 1'101);
  EXPECT_EQ(must(oldest_alert(*spool.database)), kWall);
}

}  // namespace
}  // namespace relay::storage
