// SPDX-License-Identifier: MIT
#include "storage/capacity.hpp"

#include <gtest/gtest.h>
#include <string>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

TEST(Capacity, KeepsAReserveForDelivery) {
  struct Case {
    std::uint64_t max_bytes;
    std::int64_t file_pages;
    std::int64_t alert_pages;
  };
  const Case cases[] = {
      {0, 160, 128},
      {1U << 20U, 256, 224},
      {64U << 20U, 16'384, 15'360},
      {1ULL << 30U, 262'144, 258'048},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.max_bytes);
    const Capacity capacity(c.max_bytes);
    EXPECT_EQ(capacity.file_pages(), c.file_pages);
    EXPECT_EQ(capacity.alert_pages(), c.alert_pages);
  }
}

TEST(Capacity, FreedPagesAreRoomAgain) {
  SpoolFile spool(0);
  ASSERT_TRUE(must(spool.capacity.has_room(*spool.database)));
  must(spool.database->execute("CREATE TABLE filler(x BLOB); INSERT INTO filler VALUES(zeroblob(400000))"));
  EXPECT_FALSE(must(spool.capacity.has_room(*spool.database)));
  must(spool.database->execute("DELETE FROM filler"));
  EXPECT_TRUE(must(spool.capacity.has_room(*spool.database)));
}

// What it remembers of the room never makes it take more, or less, than a look at every alert would.
TEST(Capacity, IsUsedToItsLastAlertAndNotBeyond) {
  SpoolFile spool(1U << 20U);
  int stored = 0;
  while (!spool.append("alert " + std::to_string(stored)).shed) {
    ++stored;
    ASSERT_LT(stored, 10'000);
    ASSERT_LT(must(Capacity::used_pages(*spool.database)), spool.capacity.alert_pages() + 8);
  }
  EXPECT_GT(stored, 100);
  EXPECT_GE(must(Capacity::used_pages(*spool.database)), spool.capacity.alert_pages());
}

TEST(Capacity, LooksAgainWhenAnythingElseChanged) {
  SpoolFile spool(1U << 20U);
  ASSERT_FALSE(spool.append("one").shed);
  const std::int64_t left = spool.capacity.alert_pages() - must(Capacity::used_pages(*spool.database));
  must(spool.database->execute("CREATE TABLE filler(x BLOB); INSERT INTO filler VALUES(zeroblob(" +
                               std::to_string(left * 4096) + "))"));
  EXPECT_TRUE(spool.append("two").shed);
}

}  // namespace
}  // namespace relay::storage
