// SPDX-License-Identifier: MIT
#include "storage/status.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;

ports::SpoolStatus status_of(SpoolFile& spool) {
  return must(read_status(*spool.database, spool.capacity, spool.moment));
}

TEST(Status, CountsWhatWaitsForEachRobot) {
  SpoolFile spool;
  spool.append(SpoolFile::alert("one", {"ops", "web"}));
  spool.advance(30s);
  spool.append(SpoolFile::alert("two", {"ops"}));
  spool.advance(5s);
  const ports::SpoolStatus status = status_of(spool);
  ASSERT_EQ(status.waiting.size(), 2U);
  EXPECT_EQ(status.waiting[0].robot, "ops");
  EXPECT_EQ(status.waiting[0].pending, 2);
  EXPECT_EQ(status.waiting[0].oldest, 35s);
  EXPECT_EQ(status.waiting[1].robot, "web");
  EXPECT_EQ(status.waiting[1].pending, 1);
}

TEST(Status, TheOldestMayBeOneThatWaitsForItsNextTry) {
  SpoolFile spool;
  spool.append("tried");
  must(spool.database->execute("UPDATE delivery SET due = 99999999"));
  spool.advance(10s);
  spool.append("fresh");
  EXPECT_EQ(status_of(spool).waiting.at(0).oldest, 10s);
  must(spool.database->execute("UPDATE delivery SET state = 'shown', due = NULL WHERE id = 1"));
  EXPECT_EQ(status_of(spool).waiting.at(0).oldest, 0s);
}

TEST(Status, AgesFollowTheWallClockAcrossBoots) {
  SpoolFile spool;
  ports::NewAlert alert = SpoolFile::alert("one");
  spool.append(alert);
  spool.moment.wall += 3h;
  spool.reboot("boot-b", BootTime{1min});
  EXPECT_EQ(status_of(spool).waiting.at(0).oldest, 3h);
}

TEST(Status, SaysWhatIsUsedAndWhetherMoreIsTaken) {
  SpoolFile spool(0);
  const ports::SpoolStatus empty = status_of(spool);
  EXPECT_TRUE(empty.waiting.empty());
  EXPECT_TRUE(empty.takes_alerts);
  EXPECT_GT(empty.bytes, 0U);
  EXPECT_EQ(empty.max_bytes, 160U * kPageBytes);
  must(spool.database->execute("CREATE TABLE filler(x BLOB); INSERT INTO filler VALUES(zeroblob(400000))"));
  const ports::SpoolStatus full = status_of(spool);
  EXPECT_FALSE(full.takes_alerts);
  EXPECT_GT(full.bytes, empty.bytes + 399'000);
}

TEST(Status, FinishedAlertsAreRoom) {
  SpoolFile spool(0);
  spool.append("finished");
  must(spool.database->execute("UPDATE alert SET finished_wall = 1"));
  must(spool.database->execute("CREATE TABLE filler(x BLOB); INSERT INTO filler VALUES(zeroblob(400000))"));
  EXPECT_TRUE(status_of(spool).takes_alerts);
}

}  // namespace
}  // namespace relay::storage
