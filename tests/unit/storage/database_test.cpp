// SPDX-License-Identifier: MIT
#include "storage/database.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

mode_t mode_of(const std::string& path) {
  struct stat found {};
  EXPECT_EQ(::stat(path.c_str(), &found), 0);
  return found.st_mode & 0777U;
}

TEST(Database, FilesTakeTheModeOfTheLock) {
  const test::TempDir directory;
  const std::string path = directory.file("a b?#%.db");
  const std::string lock = path + ".lock";
  test::write_file(lock, "");
  ASSERT_EQ(::chmod(lock.c_str(), 0600), 0);
  const auto database = must(Database::open(path, lock));
  must(database->execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; CREATE TABLE t(x)"));
  EXPECT_EQ(mode_of(path), 0600U);
  EXPECT_EQ(mode_of(path + "-wal"), 0600U);
}

TEST(Database, SaysWhyItDoesNotOpen) {
  const test::TempDir directory;
  const auto database = Database::open(directory.file("missing/spool.db"), "/dev/null");
  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().kind, ErrorKind::io);
  EXPECT_NE(database.error().detail.find("No such file or directory"), std::string::npos) << database.error().detail;
}

TEST(Database, NoticesThatAFileIsNoDatabase) {
  const test::TempDir directory;
  test::write_file(directory.file("spool.db"), std::string(8192, 'x'));
  const auto database = must(Database::open(directory.file("spool.db"), "/dev/null"));
  EXPECT_EQ(database->execute("CREATE TABLE t(x)").error().kind, ErrorKind::io);
  EXPECT_TRUE(database->damaged());
}

TEST(Database, MistakeInAStatementIsNoDamage) {
  SpoolFile spool;
  EXPECT_EQ(spool.database->execute("SELECT nothing").error().kind, ErrorKind::invalid_argument);
  EXPECT_FALSE(spool.database->damaged());
}

TEST(Database, WritesNothingIntoAFileThatWasDeleted) {
  SpoolFile spool;
  must(spool.database->begin());
  must(spool.database->commit());
  std::filesystem::remove(spool.path);
  const Result<void> begun = spool.database->begin();
  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.error().kind, ErrorKind::io);
  EXPECT_FALSE(spool.database->in_transaction());
}

TEST(Database, TransactUndoesAFailedWork) {
  SpoolFile spool;
  const Result<void> done = transact(*spool.database, [](Database& inside) -> Result<void> {
    must(inside.execute("INSERT INTO robot(name) VALUES('ops')"));
    return fail(ErrorKind::invalid_argument, "no");
  });
  EXPECT_EQ(done.error().detail, "no");
  EXPECT_EQ(spool.count("robot"), 0);
  EXPECT_FALSE(spool.database->in_transaction());
}

TEST(Database, CheckpointEmptiesTheLog) {
  SpoolFile spool;
  spool.append("one");
  EXPECT_GT(spool.database->wal_pages(), 0U);
  must(spool.database->checkpoint_and_truncate());
  EXPECT_EQ(spool.database->wal_pages(), 0U);
  EXPECT_EQ(test::read_file(spool.path + "-wal"), "");
}

TEST(Database, ClosingLeavesTheLogAsItIs) {
  SpoolFile spool;
  spool.append("one");
  spool.database.reset();
  EXPECT_NE(test::read_file(spool.path + "-wal"), "");
}

TEST(Database, LongStatementsCanBeInterrupted) {
  SpoolFile spool;
  spool.database->interrupt_when([] { return true; });
  const Result<void> done = spool.database->execute(
      "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000) SELECT sum(x) FROM n");
  EXPECT_EQ(done.error().kind, ErrorKind::cancelled);
}

TEST(Database, FullFileIsAnErrorThatPasses) {
  SpoolFile spool;
  must(spool.database->execute("PRAGMA max_page_count = 40; CREATE TABLE filler(x BLOB)"));
  EXPECT_EQ(spool.database->execute("INSERT INTO filler VALUES(zeroblob(1000000))").error().kind,
            ErrorKind::unavailable);
  EXPECT_TRUE(spool.database->execute("INSERT INTO filler VALUES(zeroblob(10))"));
}

}  // namespace
}  // namespace relay::storage
