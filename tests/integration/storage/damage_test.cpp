// SPDX-License-Identifier: MIT
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "real_spool.hpp"
#include "storage/database.hpp"
#include "storage/schema.hpp"

namespace relay::storage {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::vector<std::string> set_aside_in(const std::string& directory) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().filename().string().find(".corrupt-") != std::string::npos) {
      found.push_back(entry.path());
    }
  }
  return found;
}

class DamageTest : public testing::Test {
 protected:
  test::TempDir directory;
  RealSpool spool{directory.file("spool.db")};
};

TEST_F(DamageTest, GarbageIsSetAsideAndTheRelayServes) {
  const std::string garbage(10'000, 'x');
  test::write_file(spool.options.path, garbage);
  EXPECT_THAT(spool.open().warnings, ElementsAre(HasSubstr("set aside")));
  EXPECT_FALSE(must(spool.append("one")).duplicate);
  const auto aside = set_aside_in(directory.path());
  ASSERT_THAT(aside, SizeIs(1));
  EXPECT_EQ(test::read_file(aside.front()), garbage);
}

TEST_F(DamageTest, TruncatedSpoolIsSetAside) {
  spool.open();
  ASSERT_EQ(spool.append_together("", 100), 100);
  spool.close();
  std::filesystem::resize_file(spool.options.path, std::filesystem::file_size(spool.options.path) / 2);
  EXPECT_THAT(spool.open().warnings, SizeIs(1));
  EXPECT_FALSE(spool.begin().has_value());
}

TEST_F(DamageTest, WindowsAreTakenForFullWhenTheLedgerIsLost) {
  test::write_file(spool.options.path, "garbage, far too short to be a database header but not empty at all");
  spool.open();
  const BootTime now = spool.clock.boot_now();
  const auto sends = must(spool.await(spool->ledger("key", {15, 3}, now))).sends;
  EXPECT_THAT(sends, testing::AllOf(SizeIs(18), Each(testing::Field(&ports::PastSend::ended, now))));
}

TEST_F(DamageTest, SoundSpoolIsNeverSetAside) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(spool.open().warnings, SizeIs(0));
    must(spool.append(std::to_string(i)));
    spool.close();
  }
  EXPECT_THAT(set_aside_in(directory.path()), SizeIs(0));
}

TEST_F(DamageTest, NewerSchemaIsRefusedAndLeftAlone) {
  spool.open();
  spool.close();
  must(must(Database::open(spool.options.path, "/dev/null"))
           ->execute("PRAGMA user_version = " + std::to_string(kSchemaVersion + 1)));
  const std::string before = test::read_file(spool.options.path);
  const auto opened = spool.try_open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::refused);
  EXPECT_EQ(test::read_file(spool.options.path), before);
  EXPECT_THAT(set_aside_in(directory.path()), SizeIs(0));
}

TEST_F(DamageTest, DirectoryThatCannotBeMadeIsAnIoError) {
  RealSpool nowhere(directory.file("a/b/spool.db"));
  EXPECT_EQ(nowhere.try_open().error().kind, ErrorKind::io);
}

}  // namespace
}  // namespace relay::storage
