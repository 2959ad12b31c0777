// SPDX-License-Identifier: MIT
#include "storage/file_system.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

TEST(FileSystem, NetworksAreRefusedAndVolatileOnesWarnedAbout) {
  struct Case {
    std::uint64_t magic;
    bool refused;
    bool warns;
  };
  const Case cases[] = {
      {0xEF53, false, false},      // ext2 to ext4
      {0x58465342, false, false},  // xfs
      {0x6969, true, false},       // nfs
      {0xFF534D42, true, false},   // cifs
      {0xFE534D42, true, false},   // smb2
      {0x01021997, true, false},   // 9p
      {0x794c7630, false, true},   // overlay
      {0x01021994, false, true},   // tmpfs
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.magic);
    const Suitability found = suitability_of(c.magic);
    EXPECT_EQ(!found.refusal.empty(), c.refused);
    EXPECT_EQ(!found.warning.empty(), c.warns);
  }
}

TEST(FileSystem, MakesTheLastDirectoryForItsOwnerOnly) {
  const test::TempDir directory;
  must(prepare_directory(directory.file("state/spool.db")));
  struct stat found {};
  ASSERT_EQ(::stat(directory.file("state").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0700U);
  EXPECT_TRUE(prepare_directory(directory.file("state/spool.db")));
}

TEST(FileSystem, DoesNotMakeAWholePath) {
  const test::TempDir directory;
  EXPECT_EQ(prepare_directory(directory.file("a/b/spool.db")).error().kind, ErrorKind::io);
}

}  // namespace
}  // namespace relay::storage
