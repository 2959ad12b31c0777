// SPDX-License-Identifier: MIT
#include "storage/log_writes.hpp"

#include <gmock/gmock.h>
#include <memory>
#include <sqlite3.h>

#include "recorded_logs.hpp"
#include "support/temp_dir.hpp"

namespace relay::storage {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class LogFileTest : public testing::Test {
 protected:
  explicit LogFileTest(int ahead = 0) : joined_("joined", logs_.vfs(), ahead) {
    test::write_file(directory_.file("spool.db"), "");  // lends its mode
    vfs_ = sqlite3_vfs_find(joined_.name());
    memory_.resize(static_cast<std::size_t>(vfs_->szOsFile) / sizeof(sqlite3_int64) + 1);
    file_ = reinterpret_cast<sqlite3_file*>(memory_.data());
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_WAL;
    EXPECT_EQ(vfs_->xOpen(vfs_, path_.c_str(), file_, kFlags, nullptr), SQLITE_OK);
  }
  ~LogFileTest() override { close(); }
  LogFileTest(const LogFileTest&) = delete;
  LogFileTest& operator=(const LogFileTest&) = delete;

  int write(sqlite3_int64 offset, const std::string& text) {
    return file_->pMethods->xWrite(file_, text.data(), static_cast<int>(text.size()), offset);
  }
  int sync() { return file_->pMethods->xSync(file_, SQLITE_SYNC_NORMAL); }
  int cut(sqlite3_int64 size) { return file_->pMethods->xTruncate(file_, size); }
  // And the code, when it is none.
  std::string read(sqlite3_int64 offset, int amount) {
    std::string out(static_cast<std::size_t>(amount), '?');
    const int code = file_->pMethods->xRead(file_, out.data(), amount, offset);
    return code == SQLITE_OK ? out : std::to_string(code);
  }
  sqlite3_int64 size() {
    sqlite3_int64 size = -1;
    EXPECT_EQ(file_->pMethods->xFileSize(file_, &size), SQLITE_OK);
    return size;
  }
  int close() {
    const int code = file_->pMethods != nullptr ? file_->pMethods->xClose(file_) : SQLITE_OK;
    file_->pMethods = nullptr;
    return code;
  }
  [[nodiscard]] std::string content() const { return test::read_file(path_); }

  test::TempDir directory_;
  std::string path_{directory_.file("spool.db-wal")};
  RecordedLogs logs_;
  LogWrites joined_;
  sqlite3_vfs* vfs_;
  std::vector<sqlite3_int64> memory_;
  sqlite3_file* file_;
};

TEST_F(LogFileTest, WhatFollowsIsOneWriteAtTheSync) {
  write(0, "one");
  write(3, "two");
  write(6, "three");
  EXPECT_THAT(logs_.seen, IsEmpty());
  EXPECT_EQ(sync(), SQLITE_OK);
  EXPECT_THAT(logs_.seen, ElementsAre("write 0+11", "sync"));
  EXPECT_EQ(content(), "onetwothree");
}

TEST_F(LogFileTest, WritesOverWhatWaits) {
  write(0, "abcdef");
  write(2, "XY");
  write(5, "Zg");
  sync();
  EXPECT_THAT(logs_.seen, ElementsAre("write 0+7", "sync"));
  EXPECT_EQ(content(), "abXYeZg");
}

TEST_F(LogFileTest, AGapOrAStepBackEndsAWrite) {
  write(4, "efg");
  write(9, "j");
  write(0, "abcd");
  sync();
  EXPECT_THAT(logs_.seen, ElementsAre("write 4+3", "write 9+1", "write 0+4", "sync"));
  EXPECT_EQ(content(), std::string("abcdefg\0\0j", 10));
}

TEST_F(LogFileTest, AFullBufferIsWritten) {
  const std::string most(kJoinedBytes - 1, 'a');
  write(0, most);
  write(kJoinedBytes - 1, "b");
  write(kJoinedBytes, "c");
  sync();
  EXPECT_THAT(logs_.seen, ElementsAre("write 0+126976", "write 126976+1", "sync"));
  EXPECT_EQ(content(), most + "bc");
}

TEST_F(LogFileTest, WhatIsLargerThanTheBufferGoesStraight) {
  const std::string large(kJoinedBytes + 1, 'b');
  write(0, "a");
  write(1, large);
  write(kJoinedBytes + 2, "c");
  EXPECT_THAT(logs_.seen, ElementsAre("write 0+1", "write 1+126977"));
  sync();
  EXPECT_EQ(content(), "a" + large + "c");
}

TEST_F(LogFileTest, ReadsSeeWhatWaitsAndWriteNothing) {
  write(0, "abcdef");
  sync();
  write(4, "EFGH");
  logs_.seen.clear();
  EXPECT_EQ(read(0, 4), "abcd");
  EXPECT_EQ(read(2, 4), "cdEF");
  EXPECT_EQ(read(5, 3), "FGH");
  EXPECT_EQ(read(0, 8), "abcdEFGH");
  EXPECT_EQ(read(0, 9), std::to_string(SQLITE_IOERR_SHORT_READ));
  EXPECT_EQ(size(), 8);
  EXPECT_THAT(logs_.seen, IsEmpty());
}

TEST_F(LogFileTest, ReadsBehindAndBeforeWhatWaits) {
  write(0, "abcdefgh");
  sync();
  write(3, "D");
  EXPECT_EQ(read(0, 3), "abc");
  EXPECT_EQ(read(4, 4), "efgh");
  EXPECT_EQ(read(1, 5), "bcDef");
  EXPECT_EQ(size(), 8);
}

TEST_F(LogFileTest, AShortReadBehindTheFileIsZeroed) {
  write(2, "c");
  std::string out(6, '?');
  EXPECT_EQ(file_->pMethods->xRead(file_, out.data(), 6, 0), SQLITE_IOERR_SHORT_READ);
  EXPECT_EQ(out, std::string("\0\0c\0\0\0", 6));
}

TEST_F(LogFileTest, AFailedReadIsOneThoughSomeOfItWaits) {
  write(0, "abc");
  logs_.reads_fail = kUnread;
  EXPECT_EQ(read(0, 3), std::to_string(SQLITE_IOERR_READ));
}

TEST_F(LogFileTest, CuttingForgetsWhatWaitsBehind) {
  write(0, "abcd");
  sync();
  write(4, "efgh");
  cut(6);
  EXPECT_EQ(content(), "abcdef");
  write(6, "g");
  cut(2);
  EXPECT_EQ(size(), 2);
  sync();
  EXPECT_EQ(content(), "ab");
}

TEST_F(LogFileTest, ClosingWritesWhatWaits) {
  write(0, "abc");
  EXPECT_EQ(close(), SQLITE_OK);
  EXPECT_THAT(logs_.seen, ElementsAre("write 0+3", "close"));
}

TEST_F(LogFileTest, ClosingSaysThatAWriteFailedAndClosesNevertheless) {
  write(0, "abc");
  logs_.writes_fail = kBroken;
  EXPECT_EQ(close(), SQLITE_IOERR_WRITE);
  EXPECT_THAT(logs_.seen, ElementsAre("write 0+3 failed", "close"));
}

TEST_F(LogFileTest, AFailedWriteIsTheSyncsErrorAndIsDropped) {
  write(0, "abc");
  logs_.writes_fail = kDiskFull;
  errno = 0;
  EXPECT_EQ(sync(), SQLITE_FULL);
  EXPECT_EQ(errno, ENOSPC);
  EXPECT_EQ(size(), 0);
  logs_.writes_fail = kNone;
  EXPECT_EQ(sync(), SQLITE_OK);
  EXPECT_THAT(logs_.seen, ElementsAre("write 0+3 failed", "sync"));
  EXPECT_EQ(content(), "");
}

TEST_F(LogFileTest, TheWriteThatFindsTheBufferUnwritableIsNotTaken) {
  write(0, "abc");
  logs_.writes_fail = kBroken;
  EXPECT_EQ(write(10, "k"), SQLITE_IOERR_WRITE);
  logs_.writes_fail = kNone;
  EXPECT_EQ(sync(), SQLITE_OK);
  EXPECT_EQ(content(), "");
}

TEST_F(LogFileTest, AFailedOpenLeavesNothingToClose) {
  std::vector<sqlite3_int64> memory(memory_.size());
  auto* file = reinterpret_cast<sqlite3_file*>(memory.data());
  EXPECT_NE(vfs_->xOpen(vfs_, directory_.file("missing/spool.db-wal").c_str(), file,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL, nullptr),
            SQLITE_OK);
  EXPECT_EQ(file->pMethods, nullptr);
}

TEST_F(LogFileTest, OtherFilesAreThoseBelow) {
  std::vector<sqlite3_int64> memory(memory_.size());
  auto* file = reinterpret_cast<sqlite3_file*>(memory.data());
  constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_DB;
  const std::string name = directory_.file("database") + std::string(4, '\0');  // no parameters
  ASSERT_EQ(vfs_->xOpen(vfs_, name.c_str(), file, kFlags, nullptr), SQLITE_OK);
  EXPECT_GE(file->pMethods->iVersion, 3);
  EXPECT_EQ(file->pMethods->xWrite(file, "abc", 3, 0), SQLITE_OK);
  EXPECT_EQ(test::read_file(directory_.file("database")), "abc");
  file->pMethods->xClose(file);
}

constexpr int kAhead = 40'000;

class StretchedLogTest : public LogFileTest {
 protected:
  StretchedLogTest() : LogFileTest(kAhead) {}
};

TEST_F(StretchedLogTest, TheFirstWriteStretchesTheFileToTwiceWhatIsNeededAhead) {
  write(0, "abc");
  sync();
  EXPECT_THAT(logs_.seen, ElementsAre("write 0+3", "write 3+32768", "write 32771+32768", "write 65539+32768", "sync"));
  EXPECT_EQ(content(), "abc" + std::string(3 * 32'768, '\0'));
}

TEST_F(StretchedLogTest, NothingIsWrittenAheadWhileThereIsEnough) {
  write(0, "abc");
  sync();
  logs_.seen.clear();
  const sqlite3_int64 last = size() - kAhead - 3;
  write(last, "def");
  sync();
  EXPECT_THAT(logs_.seen, ElementsAre("write " + std::to_string(last) + "+3", "sync"));
  write(last + 1, "efg");
  sync();
  EXPECT_THAT(logs_.seen, Contains(testing::HasSubstr("+32768")));
}

TEST_F(StretchedLogTest, WhatAnotherWroteBehindIsKept) {
  write(0, "abc");
  sync();
  const std::string before = content();
  test::write_file(path_, before + std::string(1'000, 'x'));
  write(static_cast<sqlite3_int64>(before.size()) - 3, "def");
  sync();
  EXPECT_EQ(content().substr(0, before.size() + 1'001),
            before.substr(0, before.size() - 3) + "def" + std::string(1'000, 'x') + '\0');
}

TEST_F(StretchedLogTest, WithoutRoomForZerosAWriteIsOneNevertheless) {
  logs_.room = 3 + 32'768;
  write(0, "abc");
  EXPECT_EQ(sync(), SQLITE_OK);
  EXPECT_EQ(size(), 3 + 32'768);
  logs_.room = 1'000'000;
  write(3, "def");
  sync();
  EXPECT_EQ(content(), "abcdef" + std::string(3 * 32'768 - 3, '\0'));
}

TEST_F(StretchedLogTest, AfterACutTheFileIsStretchedAnew) {
  write(0, "abc");
  sync();
  cut(0);
  EXPECT_EQ(size(), 0);
  write(0, "abc");
  sync();
  EXPECT_EQ(size(), 3 + 3 * 32'768);
}

TEST_F(StretchedLogTest, WhatWaitsIsIntactWhereItDoesNotBeginTheFile) {
  write(0, "abc");
  write(50'000, "xyz");
  write(50'003, "more");
  sync();
  EXPECT_EQ(content().substr(49'999, 8), std::string("\0xyzmore", 8));
}

}  // namespace
}  // namespace relay::storage
