// SPDX-License-Identifier: MIT
#include "storage/operator_changes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/accounting.hpp"
#include "storage/delivery_change.hpp"
#include "storage/digests.hpp"
#include "storage/expiry.hpp"
#include "storage/singles.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::State;
using testing::IsEmpty;

std::int64_t in_state(SpoolFile& spool, const char* state) {
  return spool.count("delivery WHERE state = '" + std::string(state) + "'");
}

ports::Changed redrive(SpoolFile& spool, const ports::DeliveryFilter& filter) {
  return must(redrive_some(*spool.database, filter, 0, spool.moment)).changed;
}
ports::Changed discard(SpoolFile& spool, const ports::DeliveryFilter& filter) {
  return must(discard_some(*spool.database, filter, 0, spool.moment)).changed;
}

void expect_identity(SpoolFile& spool) { EXPECT_THAT(must(audit(*spool.database)).faults, IsEmpty()); }

TEST(Redrive, MakesADeadLetterWaitBehindAllOthersAsIfItWereNew) {
  SpoolFile spool;
  spool.append("dead");
  const auto attempt = spool.begin_attempt(1);
  must(end_attempt(
      *spool.database, attempt,
      {State::dead, {1, 1, 1, 1, delivery::Form::plain}, {}, delivery::VerdictKind::content_refused, {}, "", true, {}},
      spool.moment));
  spool.append("later");
  const ports::Changed changed = redrive(spool, {});
  ASSERT_EQ(changed.robots.size(), 1U);
  EXPECT_EQ(changed.robots[0].robot, "ops");
  EXPECT_EQ(changed.robots[0].deliveries, 1);
  EXPECT_EQ(spool.next()->alert.title, "later");
  must(end_delivery(*spool.database, 2, State::shown, spool.moment));
  const auto next = spool.next();
  ASSERT_TRUE(next.has_value());
  EXPECT_EQ(next->alert.title, "dead");
  EXPECT_GT(next->id, 2);  // another msgUuid
  EXPECT_EQ(next->progress, (delivery::Progress{1, 0, 0, 0, delivery::Form::full}));
  EXPECT_EQ(spool.count("attempt WHERE delivery = 3"), 1);
  EXPECT_EQ(spool.count("operation WHERE delivery = 3 AND what = 'redrive'"), 1);
  EXPECT_EQ(spool.count("alert WHERE finished_wall IS NULL"), 1);
  expect_identity(spool);
}

TEST(Redrive, TakesOnlyTheEndThatWasAskedFor) {
  SpoolFile spool;
  spool.append(SpoolFile::alert("one", {"ops", "web", "third"}));
  must(end_delivery(*spool.database, 1, State::expired, spool.moment));
  must(end_delivery(*spool.database, 2, State::shown, spool.moment));
  EXPECT_THAT(redrive(spool, {}).robots, IsEmpty());
  EXPECT_EQ(redrive(spool, {.state = State::expired}).robots.size(), 1U);
  EXPECT_EQ(in_state(spool, "pending"), 2);
  EXPECT_EQ(in_state(spool, "shown"), 1);
  expect_identity(spool);
}

TEST(Redrive, IsNoMemberOfADigestThatIsUnderWay) {
  SpoolFile spool;
  spool.append("dead");
  spool.append("waits");
  must(end_delivery(*spool.database, 1, State::dead, spool.moment));
  const ports::OpenDigest digest = must(open_digest(*spool.database, "ops", "uid"));
  redrive(spool, {});
  EXPECT_GT(spool.next()->id, 0);
  const auto waiting = must(read_waiting(*spool.database, "ops", digest.last, spool.moment));
  EXPECT_EQ(waiting.first, 3);
}

TEST(Redrive, BeginsANewAge) {
  SpoolFile spool;
  spool.append("old");
  must(end_delivery(*spool.database, 1, State::dead, spool.moment));
  spool.advance(100h);
  redrive(spool, {});
  EXPECT_EQ(must(expire_deliveries(*spool.database, "ops", 72h, spool.moment)), 0);
  spool.advance(73h);
  EXPECT_EQ(must(expire_deliveries(*spool.database, "ops", 72h, spool.moment)), 1);
  expect_identity(spool);
}

TEST(Redrive, GoesInSteps) {
  SpoolFile spool;
  const auto many = static_cast<std::int64_t>(kChangeStep) + 5;
  for (std::int64_t i = 1; i <= many; ++i) {
    spool.append(std::to_string(i));
    must(end_delivery(*spool.database, i, State::dead, spool.moment));
  }
  const ChangeStep first = must(redrive_some(*spool.database, {}, 0, spool.moment));
  EXPECT_NE(first.next, 0);
  ports::Changed sum = first.changed;
  add_to(sum, must(redrive_some(*spool.database, {}, first.next, spool.moment)).changed);
  ASSERT_EQ(sum.robots.size(), 1U);
  EXPECT_EQ(sum.robots[0].deliveries, many);
  EXPECT_EQ(in_state(spool, "pending"), many);
  expect_identity(spool);
}

TEST(Discard, EndsWhatWaitsAndWhatIsDead) {
  SpoolFile spool;
  spool.append(SpoolFile::alert("one", {"ops", "web", "third"}));
  must(end_delivery(*spool.database, 1, State::dead, spool.moment));
  must(end_delivery(*spool.database, 2, State::shown, spool.moment));
  EXPECT_EQ(discard(spool, {}).robots.size(), 2U);
  EXPECT_EQ(in_state(spool, "discarded"), 2);
  EXPECT_EQ(in_state(spool, "shown"), 1);
  EXPECT_EQ(spool.count("alert WHERE finished_wall IS NOT NULL"), 1);
  EXPECT_EQ(spool.count("operation WHERE what = 'discard'"), 2);
  expect_identity(spool);
}

TEST(Discard, LeavesAloneWhatIsBeingSent) {
  SpoolFile spool;
  spool.append("alone");
  spool.begin_attempt(1);
  spool.append(SpoolFile::alert("in a digest", {"web"}));
  must(open_digest(*spool.database, "web", "uid"));
  spool.append(SpoolFile::alert("behind it", {"web"}));
  const ports::Changed changed = discard(spool, {});
  EXPECT_EQ(changed.under_way, 2);
  ASSERT_EQ(changed.robots.size(), 1U);
  EXPECT_EQ(changed.robots[0].robot, "web");
  EXPECT_EQ(in_state(spool, "pending"), 2);
  expect_identity(spool);
}

// It ends with what it was counted on, which may have been shown.
TEST(Discard, CountsNoRiderOfWhatItEnds) {
  SpoolFile spool;
  for (const char* name : {"leader", "rider"}) {
    ports::NewAlert alert = SpoolFile::alert(name);
    alert.alert.issue_id = "issue-1";
    alert.destinations[0].repeat_interval = 10min;
    spool.append(alert);
  }
  const auto begun = begin_single(
      *spool.database,
      {"ops", "key", 0, [](const auto&) { return std::optional(delivery::Slot::single); }, spool.moment.now}, "uid",
      spool.moment);
  const auto attempt = must(begun)->id;
  must(end_attempt(
      *spool.database, attempt,
      {State::pending, {1, 0, 0, 1, delivery::Form::full}, {}, delivery::VerdictKind::unknown, {}, "", true, {}},
      spool.moment));
  const ports::Changed changed = discard(spool, {.state = State::pending});
  ASSERT_EQ(changed.robots.size(), 1U);
  EXPECT_EQ(changed.robots[0].deliveries, 1);
  EXPECT_EQ(in_state(spool, "discarded"), 1);
  EXPECT_EQ(in_state(spool, "unknown"), 1);
  EXPECT_EQ(spool.count("operation"), 1);
  expect_identity(spool);
}

TEST(Changes, AddUpByRobot) {
  ports::Changed sum{{{"b", 1}}, 1};
  add_to(sum, {{{"a", 2}, {"b", 3}}, 4});
  ASSERT_EQ(sum.robots.size(), 2U);
  EXPECT_EQ(sum.robots[0].robot, "a");
  EXPECT_EQ(sum.robots[1].deliveries, 4);
  EXPECT_EQ(sum.under_way, 5);
}

}  // namespace
}  // namespace relay::storage
