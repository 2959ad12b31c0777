// SPDX-License-Identifier: MIT
#include "sim/disk.hpp"

#include <gtest/gtest.h>
#include <set>

namespace relay::sim {
namespace {

class DiskTest : public testing::Test {
 protected:
  void write(const std::string& text) { (void)disk.change(file(), {0, text}); }
  void sync(bool with_names = true) { (void)disk.sync(file(), with_names); }
  Disk::File& file() { return *disk.make("a"); }
  [[nodiscard]] std::string content() { return disk.find("a") == nullptr ? "gone" : file().written; }

  Random random{1};
  Disk disk{random};
};

TEST_F(DiskTest, APowerCutKeepsWhatWasSynced) {
  write("old");
  sync();
  disk.revive_after_power_cut();
  EXPECT_EQ(content(), "old");
}

TEST_F(DiskTest, AKillKeepsWhatWasWritten) {
  write("old");
  sync();
  write("new");
  disk.stop();
  disk.revive_after_kill();
  EXPECT_EQ(content(), "new");
}

TEST_F(DiskTest, APowerCutMayLoseOrTearWhatWasNotSynced) {
  const std::string old(2048, 'o');
  const std::string fresh(2048, 'n');
  bool lost = false;
  bool kept = false;
  bool torn = false;
  for (int i = 0; i < 200; ++i) {
    write(old);
    sync();
    write(fresh);
    disk.revive_after_power_cut();
    lost = lost || content() == old;
    kept = kept || content() == fresh;
    torn = torn || (content() != old && content() != fresh);
  }
  EXPECT_TRUE(lost);
  EXPECT_TRUE(kept);
  EXPECT_TRUE(torn);
}

TEST_F(DiskTest, ANameThatWasNotSyncedMayBeForgotten) {
  bool gone = false;
  for (int i = 0; i < 50; ++i) {
    write("text");
    sync(false);
    disk.revive_after_power_cut();
    gone = gone || content() == "gone";
  }
  EXPECT_TRUE(gone);
}

TEST_F(DiskTest, DiesInTheMiddleOfAChange) {
  disk.die_after(2);
  EXPECT_TRUE(disk.change(file(), {0, "one"}));
  EXPECT_FALSE(disk.dead());
  EXPECT_FALSE(disk.change(file(), {0, "two"}));
  EXPECT_TRUE(disk.dead());
  EXPECT_FALSE(disk.sync(file(), true));
}

TEST_F(DiskTest, ADeathMayLeaveTheBeginningOfALargeWrite) {
  const std::string old(2048, 'o');
  const std::string fresh(2048, 'n');
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    write(old);
    disk.die_after(1);
    write(fresh);
    disk.revive_after_kill();
    seen.insert(content());
  }
  std::set<std::string> possible;
  for (std::size_t sectors = 0; sectors <= 4; ++sectors) {
    possible.insert(fresh.substr(0, sectors * 512) + old.substr(sectors * 512));
  }
  EXPECT_EQ(seen, possible);
}

}  // namespace
}  // namespace relay::sim
