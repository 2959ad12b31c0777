// SPDX-License-Identifier: MIT
#include "storage/spool_lock.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

TEST(SpoolLock, SecondOneIsToldWhoHoldsIt) {
  const test::TempDir directory;
  const SpoolLock lock = must(SpoolLock::take(directory.file("spool.db.lock")));
  const auto second = SpoolLock::take(directory.file("spool.db.lock"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
  EXPECT_NE(second.error().detail.find("(" + std::to_string(::getpid()) + ")"), std::string::npos);
}

TEST(SpoolLock, EndsWithItsOwner) {
  const test::TempDir directory;
  { const SpoolLock lock = must(SpoolLock::take(directory.file("lock"))); }
  EXPECT_TRUE(SpoolLock::take(directory.file("lock")));
}

TEST(SpoolLock, RemembersThatThereWasASpool) {
  const test::TempDir directory;
  const std::string path = directory.file("lock");
  EXPECT_FALSE(must(SpoolLock::take(path)).had_spool());
  EXPECT_FALSE(must(SpoolLock::take(path)).had_spool()) << "a start that failed made none";
  must(SpoolLock::take(path)).note_spool();
  EXPECT_TRUE(must(SpoolLock::take(path)).had_spool());
  EXPECT_TRUE(must(SpoolLock::take(path)).had_spool());
}

TEST(SpoolLock, IsNobodyElsesToRead) {
  const test::TempDir directory;
  const SpoolLock lock = must(SpoolLock::take(directory.file("lock")));
  struct stat found {};
  ASSERT_EQ(::stat(directory.file("lock").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST(SpoolLock, MissingDirectoryIsAnError) {
  const test::TempDir directory;
  EXPECT_EQ(SpoolLock::take(directory.file("missing/lock")).error().kind, ErrorKind::io);
}

}  // namespace
}  // namespace relay::storage
