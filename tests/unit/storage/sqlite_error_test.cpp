// SPDX-License-Identifier: MIT
#include "storage/sqlite_error.hpp"

#include <cerrno>
#include <gtest/gtest.h>
#include <sqlite3.h>

namespace relay::storage {
namespace {

TEST(SqliteError, SaysWhatMayBeDone) {
  struct Case {
    int code;
    int system_errno;
    ErrorKind kind;
  };
  const Case cases[] = {
      {SQLITE_FULL, 0, ErrorKind::unavailable},
      {SQLITE_FULL, ENOSPC, ErrorKind::unavailable},
      {SQLITE_BUSY, 0, ErrorKind::unavailable},
      {SQLITE_BUSY_RECOVERY, 0, ErrorKind::unavailable},
      {SQLITE_NOMEM, 0, ErrorKind::unavailable},
      {SQLITE_IOERR_NOMEM, 0, ErrorKind::unavailable},
      {SQLITE_IOERR_FSYNC, ENOSPC, ErrorKind::unavailable},
      {SQLITE_IOERR_WRITE, EDQUOT, ErrorKind::unavailable},
      {SQLITE_IOERR_FSYNC, EIO, ErrorKind::io},
      {SQLITE_IOERR_WRITE, 0, ErrorKind::io},
      {SQLITE_IOERR_SHORT_READ, 0, ErrorKind::io},
      {SQLITE_CORRUPT, 0, ErrorKind::io},
      {SQLITE_NOTADB, 0, ErrorKind::io},
      {SQLITE_READONLY, 0, ErrorKind::io},
      {SQLITE_CANTOPEN, ENOSPC, ErrorKind::io},
      {SQLITE_MISUSE, 0, ErrorKind::io},
      {SQLITE_CONSTRAINT_UNIQUE, 0, ErrorKind::invalid_argument},
      {SQLITE_ERROR, 0, ErrorKind::invalid_argument},
      {SQLITE_INTERRUPT, 0, ErrorKind::cancelled},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::to_string(c.code) + " errno " + std::to_string(c.system_errno));
    EXPECT_EQ(kind_of(c.code, c.system_errno), c.kind);
  }
}

TEST(SqliteError, OnlyTwoCodesMeanDamage) {
  EXPECT_TRUE(means_damage(SQLITE_CORRUPT));
  EXPECT_TRUE(means_damage(SQLITE_CORRUPT_INDEX));
  EXPECT_TRUE(means_damage(SQLITE_NOTADB));
  EXPECT_FALSE(means_damage(SQLITE_IOERR_READ));
  EXPECT_FALSE(means_damage(SQLITE_FULL));
}

}  // namespace
}  // namespace relay::storage
