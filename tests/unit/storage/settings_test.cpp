// SPDX-License-Identifier: MIT
#include "storage/settings.hpp"

#include <filesystem>
#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

std::string read(Database& database, const std::string& pragma) {
  const std::string sql = "PRAGMA " + pragma;
  Query query(database, sql);
  return must(query.next()) ? query.text(0) : "";
}

TEST(Settings, HoldAfterOpening) {
  SpoolFile spool;
  must(apply_settings(*spool.database, spool.capacity));
  EXPECT_EQ(read(*spool.database, "journal_mode"), "wal");
  EXPECT_EQ(read(*spool.database, "synchronous"), "2");
  EXPECT_EQ(read(*spool.database, "locking_mode"), "exclusive");
  EXPECT_EQ(read(*spool.database, "auto_vacuum"), "2");
  EXPECT_EQ(read(*spool.database, "max_page_count"), std::to_string(spool.capacity.file_pages()));
}

TEST(Settings, AFileWithALogIsReadWithoutAShmFile) {
  SpoolFile before;
  must(before.database->execute("PRAGMA synchronous = FULL"));  // what is not synced may not be in the file yet
  before.append("still in the log");
  const test::TempDir directory;
  const std::string path = directory.file("spool.db");
  for (const char* suffix : {"", "-wal"}) {
    test::write_file(path + suffix, test::read_file(before.path + suffix));
  }
  const auto database = must(Database::open(path, "/dev/null"));
  must(apply_settings(*database, Capacity(1U << 20U)));
  EXPECT_EQ(must(read_integer(*database, "SELECT count(*) FROM alert")), 1);
  EXPECT_FALSE(std::filesystem::exists(path + "-shm")) << "a full disk has no room for it";
}

TEST(Settings, OtherPageSizeIsRefused) {
  const test::TempDir directory;
  const auto database = must(Database::open(directory.file("spool.db"), "/dev/null"));
  must(database->execute("PRAGMA page_size = 1024; CREATE TABLE t(x)"));
  const Result<void> applied = apply_settings(*database, Capacity(1U << 20U));
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().kind, ErrorKind::io);
  EXPECT_EQ(applied.error().detail, "the spool's page_size is 1024 instead of 4096");
}

TEST(Settings, LoweredLimitDoesNotRefuseALargerFile) {
  SpoolFile spool;
  must(spool.database->execute("CREATE TABLE filler(x BLOB); INSERT INTO filler VALUES(zeroblob(2000000))"));
  const Capacity lowered(0);
  must(apply_settings(*spool.database, lowered));
  EXPECT_FALSE(must(lowered.has_room(*spool.database)));
}

}  // namespace
}  // namespace relay::storage
