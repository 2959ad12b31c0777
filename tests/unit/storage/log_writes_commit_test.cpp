// SPDX-License-Identifier: MIT
// LogWrites below SQLite, as the spool uses it.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include "recorded_logs.hpp"
#include "storage/log_writes.hpp"
#include "support/temp_dir.hpp"

namespace relay::storage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int kFrame = 24 + 4096;

class JoinedSpoolTest : public testing::Test {
 protected:
  explicit JoinedSpoolTest(int ahead = 0) : joined_("joined", logs_.vfs(), ahead) {
    open();
    run("CREATE TABLE t(id INTEGER PRIMARY KEY, x BLOB)");
    run("PRAGMA wal_checkpoint(TRUNCATE)");
    logs_.seen.clear();
    logs_.reads.clear();
  }
  ~JoinedSpoolTest() override { sqlite3_close_v2(database_); }
  JoinedSpoolTest(const JoinedSpoolTest&) = delete;
  JoinedSpoolTest& operator=(const JoinedSpoolTest&) = delete;

  void open() {
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    ASSERT_EQ(sqlite3_open_v2(path_.c_str(), &database_, kFlags, joined_.name()), SQLITE_OK);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    ASSERT_EQ(run("PRAGMA locking_mode = EXCLUSIVE; PRAGMA page_size = 4096; PRAGMA journal_mode = WAL;"
                  "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY"),
              SQLITE_OK);
  }
  // As after a crash: nothing more is written, a copy of both files is what a next start finds.
  void reopen_a_copy() {
    const std::string database = test::read_file(path_);
    const std::string log = test::read_file(path_ + "-wal");
    sqlite3_close_v2(database_);
    path_ = directory_.file("copy.db");
    test::write_file(path_, database);
    test::write_file(path_ + "-wal", log);
    open();
  }
  int run(const std::string& sql) {
    errno = 0;
    return sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
  }
  // `rows` of almost a page each.
  int insert(int rows) {
    return run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(rows) +
               ") INSERT INTO t(x) SELECT zeroblob(3900) || i FROM n");
  }
  std::string ask(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    std::string answer = "nothing";
    if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
      answer = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    return answer;
  }
  std::string rows() { return ask("SELECT count(*) FROM t"); }
  std::string integrity() { return ask("PRAGMA integrity_check"); }
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(database_) == 0; }
  // Pages go to the log ahead of the commit.
  void keep_cache_small() { run("PRAGMA cache_size = 10"); }

  test::TempDir directory_;
  std::string path_{directory_.file("spool.db")};
  RecordedLogs logs_;
  LogWrites joined_;
  sqlite3* database_{nullptr};
};

TEST_F(JoinedSpoolTest, ACommitOfManyPagesIsOneWrite) {
  insert(1);
  logs_.seen.clear();
  insert(10);
  ASSERT_THAT(logs_.seen, SizeIs(2));
  EXPECT_EQ(logs_.seen.back(), "sync");
  const std::string write = logs_.seen.front();
  const int bytes = std::stoi(write.substr(write.find('+') + 1));
  EXPECT_GE(bytes, 10 * kFrame);
  EXPECT_EQ(bytes % kFrame, 0);
  EXPECT_THAT(logs_.reads, IsEmpty());
}

TEST_F(JoinedSpoolTest, ANewLogsHeaderIsSyncedBeforeItsFrames) {
  run("INSERT INTO t(x) VALUES('one')");
  EXPECT_THAT(logs_.seen, ElementsAre("write 0+32", "sync", "write 32+4120", "sync"));
}

TEST_F(JoinedSpoolTest, EachCommitIsThereAfterACrash) {
  insert(3);
  insert(100);
  reopen_a_copy();
  EXPECT_EQ(rows(), "103");
  EXPECT_EQ(integrity(), "ok");
}

TEST_F(JoinedSpoolTest, ATransactionReadsWhatItWroteAheadOfItsCommit) {
  keep_cache_small();
  run("BEGIN");
  insert(200);
  EXPECT_EQ(ask("SELECT count(*) FROM t WHERE x = zeroblob(3900) || id"), "200");
  EXPECT_FALSE(logs_.reads.empty());
  run("UPDATE t SET x = x || 'more'");
  run("COMMIT");
  reopen_a_copy();
  EXPECT_EQ(ask("SELECT count(*) FROM t WHERE x = zeroblob(3900) || id || 'more'"), "200");
  EXPECT_EQ(integrity(), "ok");
}

TEST_F(JoinedSpoolTest, WhatWasRolledBackIsGone) {
  insert(5);
  keep_cache_small();
  run("BEGIN");
  insert(200);
  run("ROLLBACK");
  EXPECT_EQ(rows(), "5");
  insert(1);
  reopen_a_copy();
  EXPECT_EQ(rows(), "6");
  EXPECT_EQ(integrity(), "ok");
}

TEST_F(JoinedSpoolTest, ASavepointIsRolledBack) {
  keep_cache_small();
  run("BEGIN");
  insert(50);
  run("SAVEPOINT a");
  insert(100);
  run("UPDATE t SET x = 'changed'");
  run("ROLLBACK TO a");
  insert(20);
  EXPECT_EQ(run("COMMIT"), SQLITE_OK);
  reopen_a_copy();
  EXPECT_EQ(rows(), "70");
  EXPECT_EQ(ask("SELECT count(*) FROM t WHERE x = 'changed'"), "0");
  EXPECT_EQ(integrity(), "ok");
}

TEST_F(JoinedSpoolTest, CheckpointsAndNewLogs) {
  for (int i = 0; i < 3; ++i) {
    insert(20);
    EXPECT_EQ(run("PRAGMA wal_checkpoint(PASSIVE)"), SQLITE_OK);
  }
  keep_cache_small();
  run("BEGIN");
  insert(100);
  run("ROLLBACK");
  EXPECT_EQ(run("PRAGMA wal_checkpoint(TRUNCATE)"), SQLITE_OK);
  EXPECT_EQ(test::read_file(path_ + "-wal"), "");
  insert(4);
  reopen_a_copy();
  EXPECT_EQ(rows(), "64");
  EXPECT_EQ(integrity(), "ok");
}

// The zeros ahead of need are never taken for frames, nor written over one.
class StretchedSpoolTest : public JoinedSpoolTest {
 protected:
  StretchedSpoolTest() : JoinedSpoolTest(40'000) {}
};

TEST_F(StretchedSpoolTest, EachCommitIsThereAfterACrash) {
  for (int commit = 0; commit < 30; ++commit) {
    insert(1 + commit % 7);
  }
  reopen_a_copy();
  EXPECT_EQ(rows(), "115");
  EXPECT_EQ(integrity(), "ok");
}

TEST_F(StretchedSpoolTest, ANewLogBeginsOverTheOldOne) {
  insert(30);
  EXPECT_EQ(run("PRAGMA wal_checkpoint(PASSIVE)"), SQLITE_OK);
  insert(2);
  reopen_a_copy();
  EXPECT_EQ(rows(), "32");
  EXPECT_EQ(run("PRAGMA wal_checkpoint(TRUNCATE)"), SQLITE_OK);
  insert(3);
  reopen_a_copy();
  EXPECT_EQ(rows(), "35");
  EXPECT_EQ(integrity(), "ok");
}

TEST_F(StretchedSpoolTest, ACommitInSeveralWrites) {
  insert(100);
  reopen_a_copy();
  EXPECT_EQ(rows(), "100");
  EXPECT_EQ(integrity(), "ok");
}

TEST_F(StretchedSpoolTest, ACommitOverwritesBlocksThatTheLogHas) {
  insert(1);
  logs_.seen.clear();
  insert(3);
  EXPECT_THAT(logs_.seen, SizeIs(2)) << "a write and its sync";
}

struct FailingWrite {
  const char* name;
  LogFailure failure;
};

void PrintTo(const FailingWrite& failing, std::ostream* out) { *out << failing.name; }

class FailingLogTest : public JoinedSpoolTest, public testing::WithParamInterface<FailingWrite> {
 protected:
  // What was committed is there, and only that, now and after a crash; new commits are taken.
  void expect_only(const std::string& expected) {
    EXPECT_FALSE(in_transaction());
    logs_.writes_fail = kNone;
    logs_.syncs_fail = kNone;
    EXPECT_EQ(rows(), expected);
    EXPECT_EQ(run("INSERT INTO t(id, x) VALUES(1000, 'after')"), SQLITE_OK);
    EXPECT_EQ(run("DELETE FROM t WHERE id = 1000"), SQLITE_OK);
    EXPECT_EQ(integrity(), "ok");
    reopen_a_copy();
    EXPECT_EQ(rows(), expected);
    EXPECT_EQ(integrity(), "ok");
  }
};

TEST_P(FailingLogTest, ACommitFailsAsAWholeWithWhatTheDiskSaid) {
  insert(3);
  logs_.writes_fail = GetParam().failure;
  EXPECT_EQ(insert(10), GetParam().failure.code);
  EXPECT_EQ(errno, GetParam().failure.system_errno);
  EXPECT_NE(logs_.seen.back(), "sync");
  expect_only("3");
}

TEST_P(FailingLogTest, APageAheadOfTheCommitTakesTheTransactionAlong) {
  insert(3);
  keep_cache_small();
  run("BEGIN");
  insert(10);
  logs_.writes_fail = GetParam().failure;
  EXPECT_EQ(insert(300), GetParam().failure.code);
  logs_.writes_fail = kNone;
  EXPECT_NE(run("COMMIT"), SQLITE_OK);
  expect_only("3");
}

// SQLite rolls some errors back by the statement. Not these: what was lost may be an earlier statement's.
TEST_P(FailingLogTest, ASavepointDoesNotHoldTheLossBack) {
  insert(3);
  keep_cache_small();
  run("BEGIN");
  insert(20);
  run("SAVEPOINT a");
  run("UPDATE t SET x = zeroblob(3000)");
  logs_.writes_fail = GetParam().failure;
  EXPECT_EQ(run("WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 400) INSERT OR ABORT INTO "
                "t(id, x) SELECT i, zeroblob(3900) FROM n"),
            GetParam().failure.code);
  logs_.writes_fail = kNone;
  run("ROLLBACK TO a");
  EXPECT_NE(run("COMMIT"), SQLITE_OK);
  expect_only("3");
}

TEST_P(FailingLogTest, ANewLogsHeaderFails) {
  insert(3);
  run("PRAGMA wal_checkpoint(TRUNCATE)");
  logs_.writes_fail = GetParam().failure;
  EXPECT_EQ(insert(2), GetParam().failure.code);
  expect_only("3");
}

INSTANTIATE_TEST_SUITE_P(LogWrites, FailingLogTest,
                         testing::Values(FailingWrite{"full", kDiskFull},
                                         FailingWrite{"quota", {SQLITE_IOERR_WRITE, EDQUOT}},
                                         FailingWrite{"broken", kBroken},
                                         FailingWrite{"read_only", {SQLITE_IOERR_WRITE, EROFS}}),
                         [](const auto& one) { return std::string(one.param.name); });

TEST_F(JoinedSpoolTest, AFailedReadLosesNothingThatWaits) {
  keep_cache_small();
  run("BEGIN");
  insert(25);
  logs_.writes_fail = kDiskFull;  // no read may lead to a write
  logs_.reads_fail = kUnread;
  EXPECT_EQ(run("SELECT sum(length(x)) FROM t"), SQLITE_IOERR_READ);
  logs_.writes_fail = kNone;
  logs_.reads_fail = kNone;
  const bool goes_on = in_transaction();
  EXPECT_EQ(run("COMMIT") == SQLITE_OK, goes_on);
  reopen_a_copy();
  EXPECT_EQ(rows(), goes_on ? "25" : "0");
  EXPECT_EQ(integrity(), "ok");
}

TEST_F(JoinedSpoolTest, AFailedSyncIsTheCommitsError) {
  insert(3);
  logs_.syncs_fail = kUnsynced;
  EXPECT_EQ(insert(2), SQLITE_IOERR_FSYNC);
  EXPECT_EQ(errno, EIO);
  EXPECT_EQ(logs_.seen.back(), "sync failed");
  EXPECT_FALSE(in_transaction());
}

}  // namespace
}  // namespace relay::storage
