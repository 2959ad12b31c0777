// SPDX-License-Identifier: MIT
#include "storage/deliveries.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/delivery_change.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::State;

std::string next_title(SpoolFile& spool, BootTime now) {
  const auto found = spool.next("ops", now);
  return found ? found->alert.title : "";
}

void postpone(SpoolFile& spool, ports::DeliveryId id, BootTime due) {
  must(change_delivery(*spool.database, id, {State::pending, {}, due}, spool.moment));
}

TEST(Deliveries, NobodyWaits) {
  SpoolFile spool;
  EXPECT_FALSE(spool.earliest_due("ops").has_value());
  EXPECT_EQ(next_title(spool, kNow), "");
}

TEST(Deliveries, OldestThatIsDueComesFirst) {
  SpoolFile spool;
  spool.append("one");
  spool.append("two");
  spool.append("three");
  postpone(spool, 1, kNow + 10s);
  postpone(spool, 2, kNow + 5s);
  EXPECT_EQ(next_title(spool, kNow), "three");
  EXPECT_EQ(next_title(spool, kNow + 5s), "two");
  EXPECT_EQ(next_title(spool, kNow + 10s), "one");
}

TEST(Deliveries, EarliestDueIsTheLeast) {
  SpoolFile spool;
  spool.append("one");
  spool.append("two");
  postpone(spool, 1, kNow + 10s);
  EXPECT_EQ(spool.earliest_due("ops"), BootTime{});
  postpone(spool, 2, kNow + 5s);
  EXPECT_EQ(spool.earliest_due("ops"), kNow + 5s);
  EXPECT_EQ(next_title(spool, kNow + 4s), "");
}

TEST(Deliveries, RobotsDoNotSeeEachOther) {
  SpoolFile spool;
  spool.append(SpoolFile::alert("one", {"web"}));
  EXPECT_FALSE(spool.earliest_due("ops").has_value());
  EXPECT_EQ(next_title(spool, kNow), "");
}

TEST(Deliveries, CarriesAllThatASendNeeds) {
  SpoolFile spool;
  const ports::AlertId alert = spool.append("one").id;
  const delivery::Progress progress{1, 2, 3, 1, delivery::Form::plain};
  must(change_delivery(*spool.database, 1, {State::pending, progress, {}}, spool.moment));
  const auto found = spool.next("ops", kNow);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->alert_id, alert);
  EXPECT_EQ(found->received, kWall);
  EXPECT_EQ(found->progress, progress);
  EXPECT_EQ(found->uuid_seed, "uid:1");
}

TEST(Deliveries, UnreadableTextIsAnAlertOfItsOwn) {
  SpoolFile spool;
  spool.append("one");
  must(spool.database->execute("UPDATE alert_text SET json = '[1'"));
  EXPECT_EQ(next_title(spool, kNow), "Alert 1 could not be read back from the spool");
}

}  // namespace
}  // namespace relay::storage
