// SPDX-License-Identifier: MIT
#include "storage/append.hpp"

#include <gtest/gtest.h>
#include <map>

#include "spool_file.hpp"
#include "storage/counters.hpp"
#include "storage/deliveries.hpp"
#include "storage/delivery_change.hpp"

namespace relay::storage {
namespace {

using delivery::State;

std::map<State, std::int64_t> states(SpoolFile& spool) {
  const ports::SpoolCounts counts = must(read_counters(*spool.database));
  return {counts.deliveries.begin(), counts.deliveries.end()};
}

TEST(Append, MakesADeliveryForEachRobot) {
  SpoolFile spool;
  spool.append(SpoolFile::alert("one", {"ops", "web"}));
  EXPECT_EQ(spool.next("ops", kNow)->alert.title, "one");
  EXPECT_EQ(spool.next("web", kNow)->alert.title, "one");
  EXPECT_EQ(states(spool).at(State::pending), 2);
}

TEST(Append, SuppressedAlertIsFinishedAndNamesItsRule) {
  SpoolFile spool;
  ports::NewAlert alert = SpoolFile::alert("one");
  alert.destinations = {{"ops", "kinds.installation"}};
  spool.append(alert);
  EXPECT_FALSE(spool.next("ops", kNow).has_value());
  EXPECT_EQ(states(spool).at(State::suppressed), 1);
  EXPECT_EQ(spool.count("delivery WHERE rule = 'kinds.installation'"), 1);
  EXPECT_EQ(spool.count("alert WHERE finished_wall IS NOT NULL"), 1);
}

TEST(Append, AlertThatOneRobotSuppressesWaitsForTheOther) {
  SpoolFile spool;
  ports::NewAlert alert = SpoolFile::alert("one");
  alert.destinations = {{"ops", "robots.ops.exclude_keywords"}, {"web"}};
  spool.append(alert);
  EXPECT_EQ(states(spool).at(State::suppressed), 1);
  EXPECT_EQ(states(spool).at(State::pending), 1);
  EXPECT_FALSE(spool.next("ops", kNow).has_value());
  const auto waiting = spool.next("web", kNow);
  ASSERT_TRUE(waiting.has_value());
  EXPECT_EQ(spool.count("alert WHERE finished_wall IS NULL"), 1);
  must(end_delivery(*spool.database, waiting->id, State::shown, spool.moment));
  EXPECT_EQ(spool.count("alert WHERE finished_wall IS NOT NULL"), 1);
}

TEST(Append, AlertForNobodyIsStoredAndFinished) {
  SpoolFile spool;
  spool.append(SpoolFile::alert("one", {}));
  EXPECT_EQ(spool.count("alert WHERE finished_wall IS NOT NULL"), 1);
}

TEST(Append, DuplicateLeavesOnlyCounts) {
  SpoolFile spool;
  spool.append(SpoolFile::alert("one", {"ops", "web"}));
  spool.append(SpoolFile::alert("one", {"ops", "web"}));
  EXPECT_EQ(spool.count("alert"), 1);
  EXPECT_EQ(states(spool).at(State::pending), 2);
  EXPECT_EQ(states(spool).at(State::duplicate), 2);
  EXPECT_EQ(must(read_counters(*spool.database)).duplicates, 1);
}

TEST(Append, KeepsThePayloadWhenGiven) {
  SpoolFile spool;
  ports::NewAlert alert = SpoolFile::alert("one");
  alert.payload = std::string("{\"a\":\0}", 7);
  spool.append(alert);
  Query query(*spool.database, "SELECT body FROM payload");
  ASSERT_TRUE(must(query.next()));
  EXPECT_EQ(query.text(0), *alert.payload);
}

TEST(Append, IdsAreNeverUsedTwice) {
  SpoolFile spool;
  const ports::AlertId first = spool.append("one").id;
  must(spool.database->execute("DELETE FROM alert"));
  EXPECT_GT(spool.append("two").id, first);
}

TEST(Append, FullOfWaitingAlertsItCountsOnly) {
  SpoolFile spool(0);
  must(spool.database->execute("CREATE TABLE filler(x BLOB); INSERT INTO filler VALUES(zeroblob(400000))"));
  const ports::Appended appended = spool.append("one");
  EXPECT_TRUE(appended.shed);
  EXPECT_FALSE(appended.duplicate);
  EXPECT_EQ(spool.count("alert"), 0);
  EXPECT_EQ(states(spool).at(State::shed), 1);
  EXPECT_EQ(states(spool).at(State::pending), 0);
}

TEST(Append, FullOfFinishedAlertsItMakesRoom) {
  SpoolFile spool(0);
  ports::NewAlert old = SpoolFile::alert("old", {});
  old.payload = std::string(400'000, 'x');
  spool.append(old);
  ASSERT_FALSE(must(spool.capacity.has_room(*spool.database)));
  EXPECT_FALSE(spool.append("new").duplicate);
  EXPECT_EQ(spool.count("alert"), 1);
}

}  // namespace
}  // namespace relay::storage
