// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>
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

// Damage that a start does not touch: it comes to light in the middle of a run.
class LateDamageTest : public DamageTest {
 protected:
  void damage_the_middle() {
    std::fstream file(spool.options.path, std::ios::in | std::ios::out | std::ios::binary);
    const auto pages = std::filesystem::file_size(spool.options.path) / 4096;
    for (std::uintmax_t page = pages / 10; page < pages / 3; ++page) {
      file.seekp(static_cast<std::streamoff>(page * 4096));
      file.write(kRubbish.data(), static_cast<std::streamsize>(kRubbish.size()));
    }
  }
  // A run that meets it.
  void meet() {
    spool.open();
    ASSERT_EQ(spool.append_together("", 3'000), 3'000);
    spool.close();
    spool.open();
    damage_the_middle();
    Error met = fail(ErrorKind::not_found, "nothing met");
    for (ports::AlertId id = 1; id < 3'000 && met.kind != ErrorKind::io; ++id) {
      const auto read = spool.await(spool->alerts_of({id}));
      met = read ? met : read.error();
    }
    ASSERT_EQ(met.kind, ErrorKind::io) << met.detail;
    EXPECT_EQ(spool.append("refused").error().kind, ErrorKind::io) << "nothing is acknowledged after it";
    spool.close();
  }

  const std::string kRubbish = std::string(4096, '\x55');
};

TEST_F(LateDamageTest, TheNextStartLooksAtEverythingAndSetsTheFileAside) {
  meet();
  ASSERT_TRUE(std::filesystem::exists(spool.options.path + ".damaged"));
  EXPECT_THAT(spool.open().warnings, ElementsAre(HasSubstr("set aside")));
  EXPECT_FALSE(must(spool.append("served")).duplicate);
  EXPECT_FALSE(std::filesystem::exists(spool.options.path + ".damaged"));
  EXPECT_THAT(set_aside_in(directory.path()), testing::Not(SizeIs(0)));
}

TEST_F(LateDamageTest, AMarkerAtASoundFileIsWarnedAboutAndGoesWithARunThatEndsWell) {
  spool.open();
  must(spool.append("one"));
  spool.close();
  test::write_file(spool.options.path + ".damaged", "database disk image is malformed\n");
  const OpenReport report = spool.open();
  EXPECT_THAT(report.warnings, ElementsAre(HasSubstr("a full check finds none")));
  EXPECT_EQ(report.pending, 1);
  spool.close();
  EXPECT_THAT(spool.open().warnings, SizeIs(0));
}

TEST_F(LateDamageTest, DamageThatNoCheckFindsDoesNotEndOneRunAfterTheOther) {
  spool.open();
  must(spool.append("one"));
  spool.close();
  test::write_file(spool.options.path + ".damaged", "malformed\nmalformed\n");
  EXPECT_THAT(spool.open().warnings, ElementsAre(HasSubstr("set aside")));
  EXPECT_THAT(set_aside_in(directory.path()), testing::Not(SizeIs(0)));
}

TEST_F(DamageTest, SetAsideTwiceWithinASecondBothAreKept) {
  for (const char* garbage : {"first garbage, too short for a header", "second garbage, too short for a header"}) {
    spool.close();
    test::write_file(spool.options.path, garbage);
    EXPECT_THAT(spool.open().warnings, SizeIs(1));
  }
  EXPECT_GE(set_aside_in(directory.path()).size(), 2U);
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
