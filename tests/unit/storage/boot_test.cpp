// SPDX-License-Identifier: MIT
#include "storage/boot.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/deliveries.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;

TEST(Boot, IdOfThisMachineCanBeRead) {
  const auto id = read_boot_id();
  ASSERT_TRUE(id.has_value());
  EXPECT_EQ(id->size(), 36U);
}

TEST(Boot, IsCountedWhenItChanges) {
  struct Case {
    const char* boot_id;
    BootTime now;
    std::int64_t number;
    BootTime began;
  };
  const Case cases[] = {
      {"boot-a", kNow + 1h, 1, kNow},
      {"boot-b", kNow + 2h, 2, kNow + 2h},
      {"boot-a", kNow - 1min, 2, kNow - 1min},  // boot time ran backwards
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.boot_id);
    SpoolFile spool;
    const Boot boot = must(adopt_boot(*spool.database, c.boot_id, c.now, kWall));
    EXPECT_EQ(boot.number, c.number);
    EXPECT_EQ(boot.began, c.began);
  }
}

TEST(Boot, NewOneMakesEverythingDue) {
  SpoolFile spool;
  spool.append("one");
  must(spool.database->execute("UPDATE delivery SET due = 99000000"));
  spool.reboot("boot-b", BootTime{1s});
  EXPECT_EQ(spool.earliest_due("ops"), BootTime{});
}

TEST(Boot, SameOneKeepsWhatIsDue) {
  SpoolFile spool;
  spool.append("one");
  must(spool.database->execute("UPDATE delivery SET due = 99000000"));
  spool.reboot("boot-a", kNow + 1s);
  EXPECT_EQ(spool.earliest_due("ops"), BootTime{99'000s});
}

}  // namespace
}  // namespace relay::storage
