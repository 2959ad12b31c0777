// SPDX-License-Identifier: MIT
#include "storage/delivery_pick.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/delivery_change.hpp"
#include "storage/delivery_list.hpp"

namespace relay::storage {
namespace {

using delivery::State;
using ports::DeliveryFilter;
using testing::ElementsAre;
using testing::IsEmpty;
using Ids = std::vector<ports::DeliveryId>;

// Alert 1 (issue 7, SHOP-A): 1 at ops, 2 at web; alert 2 (issue 8), a minute later: 3 at ops, dead.
struct ThreeDeliveries : SpoolFile {
  ThreeDeliveries() {
    ports::NewAlert first = alert("one", {"ops", "web"});
    first.alert.source = "main";
    first.alert.issue_id = "7";
    first.alert.short_id = "SHOP-A";
    append(first);
    ports::NewAlert second = alert("two");
    second.alert.source = "main";
    second.alert.issue_id = "8";
    second.received = kWall + std::chrono::minutes{1};
    append(second);
    must(end_delivery(*database, 3, State::dead, moment));
  }

  Ids pick(const DeliveryFilter& filter, PickOrder order = PickOrder::newest_first) {
    Ids ids;
    for (const Picked& one : must(pick_deliveries(*database, filter, order, 0, 100)).found) {
      ids.push_back(one.id);
    }
    return ids;
  }
};

TEST(DeliveryPick, FindsByEachPartOfAFilter) {
  ThreeDeliveries spool;
  EXPECT_THAT(spool.pick({}), ElementsAre(3, 2, 1));
  EXPECT_THAT(spool.pick({}, PickOrder::oldest_first), ElementsAre(1, 2, 3));
  EXPECT_THAT(spool.pick({.robot = "ops"}), ElementsAre(3, 1));
  EXPECT_THAT(spool.pick({.robot = "nobody"}), IsEmpty());
  EXPECT_THAT(spool.pick({.state = State::dead}), ElementsAre(3));
  EXPECT_THAT(spool.pick({.since = kWall + std::chrono::seconds{1}}), ElementsAre(3));
  EXPECT_THAT(spool.pick({.until = kWall + std::chrono::seconds{1}}), ElementsAre(2, 1));
  EXPECT_THAT(spool.pick({.issue = "7"}), ElementsAre(2, 1));
  EXPECT_THAT(spool.pick({.issue = "shop-a"}), ElementsAre(2, 1));
  EXPECT_THAT(spool.pick({.issue = "OP-A"}), IsEmpty());
  EXPECT_THAT(spool.pick({.alert = 1}), ElementsAre(2, 1));
  EXPECT_THAT(spool.pick({.robot = "web", .alert = 1}, PickOrder::oldest_first), ElementsAre(2));
  EXPECT_THAT(spool.pick({.alert = 9}), IsEmpty());
}

TEST(DeliveryPick, GoesOnWhereItStopped) {
  ThreeDeliveries spool;
  const Pick first = must(pick_deliveries(*spool.database, {}, PickOrder::newest_first, 0, 2));
  ASSERT_EQ(first.found.size(), 2U);
  EXPECT_EQ(first.next, 2);
  const Pick rest = must(pick_deliveries(*spool.database, {}, PickOrder::newest_first, first.next, 2));
  ASSERT_EQ(rest.found.size(), 1U);
  EXPECT_EQ(rest.found[0].id, 1);
  EXPECT_EQ(rest.next, 0);
}

TEST(DeliveryPick, TakesManyRowsInSteps) {
  SpoolFile spool;
  must(
      spool.database->execute("INSERT INTO robot(id, name) VALUES(1, 'ops'); INSERT INTO alert(id, received_wall, boot,"
                              " received) VALUES(1, 0, 1, 0)"));
  must(
      spool.database->execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4500) INSERT"
                              " INTO delivery(alert, robot, state) SELECT 1, 1, iif(i = 3, 'dead', 'shown') FROM n"));
  int steps = 0;
  Ids found;
  for (ports::DeliveryId from = 0; steps == 0 || from != 0; ++steps) {
    const Pick pick = must(pick_deliveries(*spool.database, {.state = State::dead}, PickOrder::newest_first, from, 10));
    for (const Picked& one : pick.found) {
      found.push_back(one.id);
    }
    from = pick.next;
  }
  EXPECT_EQ(steps, 3);
  EXPECT_THAT(found, ElementsAre(3));
}

TEST(DeliveryList, TellsAboutEach) {
  ThreeDeliveries spool;
  const Pick pick = must(pick_deliveries(*spool.database, {.state = State::dead}, PickOrder::newest_first, 0, 10));
  const auto listed = must(describe(*spool.database, pick.found));
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].alert, 2);
  EXPECT_EQ(listed[0].robot, "ops");
  EXPECT_EQ(listed[0].title, "two");
  EXPECT_EQ(listed[0].received, kWall + std::chrono::minutes{1});
  EXPECT_EQ(listed[0].ended, kWall);
  EXPECT_EQ(listed[0].reason, delivery::Reason::none);
}

TEST(DeliveryList, TellsWhyTheLastAttemptFailed) {
  ThreeDeliveries spool;
  const auto attempt = spool.begin_attempt(1);
  const ports::Outcome outcome{State::dead,
                               {1, 0, 0, 0, {}},
                               {},
                               delivery::VerdictKind::content_refused,
                               delivery::Reason::unsafe_link,
                               "430102: no",
                               true,
                               {}};
  must(end_attempt(*spool.database, attempt, outcome, spool.moment));
  const Pick pick = must(pick_deliveries(*spool.database, {.alert = 1}, PickOrder::oldest_first, 0, 1));
  const auto listed = must(describe(*spool.database, pick.found));
  EXPECT_EQ(listed.at(0).reason, delivery::Reason::unsafe_link);
  EXPECT_EQ(listed.at(0).detail, "430102: no");
  EXPECT_EQ(listed.at(0).attempts, 1U);
}

}  // namespace
}  // namespace relay::storage
