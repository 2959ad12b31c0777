// SPDX-License-Identifier: MIT
#include "storage/headroom.hpp"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

using ports::Pressure;
using testing::ElementsAre;
using testing::IsEmpty;

class HeadroomTest : public testing::Test {
 protected:
  SpoolFile spool{0};
  std::string reserve_path{spool.directory.file("spool.db.reserve")};
  std::vector<Pressure> told;
  Headroom headroom{Capacity(0), DiskReserve(reserve_path, 128U << 10U), [this](Pressure now) { told.push_back(now); }};
};

TEST_F(HeadroomTest, ASpoolAtItsLimitKeepsTheReserveOfTheDisk) {
  EXPECT_FALSE(headroom.make_room(Full::unclear));
  EXPECT_EQ(headroom.pressure(), Pressure::none);
  EXPECT_TRUE(std::filesystem::exists(reserve_path));
}

TEST_F(HeadroomTest, AFullDiskGetsTheReserveOnceAndTheSpoolTakesNoNewPages) {
  EXPECT_TRUE(must(headroom.capacity().has_room(*spool.database)));
  EXPECT_TRUE(headroom.make_room(Full::disk));
  EXPECT_FALSE(std::filesystem::exists(reserve_path));
  EXPECT_EQ(headroom.pressure(), Pressure::disk_full);
  EXPECT_FALSE(must(headroom.capacity().has_room(*spool.database)));
  EXPECT_FALSE(headroom.make_room(Full::disk));
  EXPECT_THAT(told, ElementsAre(Pressure::disk_full));
}

TEST_F(HeadroomTest, OnAFullDiskFreedPagesAreRoom) {
  must(spool.database->execute("CREATE TABLE filler(x BLOB); INSERT INTO filler VALUES(zeroblob(400000))"));
  headroom.make_room(Full::disk);
  EXPECT_FALSE(must(headroom.capacity().has_room(*spool.database)));
  must(spool.database->execute("DELETE FROM filler"));
  EXPECT_TRUE(must(headroom.capacity().has_room(*spool.database)));
}

TEST_F(HeadroomTest, TheReserveIsMadeAgainWhenThereIsRoom) {
  headroom.make_room(Full::disk);
  must(headroom.look(*spool.database));
  EXPECT_TRUE(std::filesystem::exists(reserve_path));
  EXPECT_TRUE(must(headroom.capacity().has_room(*spool.database)));
  EXPECT_THAT(told, ElementsAre(Pressure::disk_full, Pressure::none));
}

TEST_F(HeadroomTest, AFullSpoolIsToldOnceAndIsOverWithTheFirstAlertThatFindsRoom) {
  headroom.note(true);
  EXPECT_THAT(told, IsEmpty());
  headroom.note(false);
  headroom.note(false);
  headroom.note(true);
  EXPECT_THAT(told, ElementsAre(Pressure::spool_full, Pressure::none));
}

TEST_F(HeadroomTest, LookingFindsOutThatItIsOver) {
  must(spool.database->execute("CREATE TABLE filler(x BLOB); INSERT INTO filler VALUES(zeroblob(400000))"));
  headroom.note(false);
  must(headroom.look(*spool.database));
  EXPECT_EQ(headroom.pressure(), Pressure::spool_full);
  must(spool.database->execute("DELETE FROM filler"));
  must(headroom.look(*spool.database));
  EXPECT_EQ(headroom.pressure(), Pressure::none);
}

}  // namespace
}  // namespace relay::storage
