// SPDX-License-Identifier: MIT
#include "app/keep_file.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/temp_dir.hpp"

namespace relay::app {
namespace {

class KeepFileTest : public testing::Test {
 protected:
  KeepFileTest() {
    test::write_file(from, "copy");
    ::chmod(from.c_str(), 0600);
  }
  test::TempDir directory;
  std::string from{directory.file("from")};
  std::string to{directory.file("to")};
};

TEST_F(KeepFileTest, MovesIt) {
  ASSERT_TRUE(keep_file(from, to, Replace::no));
  EXPECT_EQ(test::read_file(to), "copy");
  EXPECT_FALSE(std::filesystem::exists(from));
}

TEST_F(KeepFileTest, ReplacesOnlyWhatItMay) {
  test::write_file(to, "old");
  EXPECT_EQ(keep_file(from, to, Replace::no).error().kind, ErrorKind::refused);
  EXPECT_EQ(test::read_file(to), "old");
  EXPECT_FALSE(std::filesystem::exists(from));
  test::write_file(from, "copy");
  ASSERT_TRUE(keep_file(from, to, Replace::yes));
  EXPECT_EQ(test::read_file(to), "copy");
}

// /dev/shm is another file system than the temporary directory.
TEST_F(KeepFileTest, CopiesToAnotherFileSystem) {
  if (!std::filesystem::is_directory("/dev/shm")) {
    GTEST_SKIP() << "no /dev/shm";
  }
  to = "/dev/shm/relay-keep-file-test-" + std::filesystem::path(directory.path()).filename().string();
  ASSERT_TRUE(keep_file(from, to, Replace::no));
  struct stat found {};
  ASSERT_EQ(::stat(to.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
  EXPECT_EQ(test::read_file(to), "copy");
  EXPECT_FALSE(std::filesystem::exists(from));
  std::filesystem::remove(to);
}

TEST_F(KeepFileTest, SaysThatThereIsNoDirectory) {
  EXPECT_EQ(keep_file(from, directory.file("none/to"), Replace::no).error().kind, ErrorKind::io);
}

}  // namespace
}  // namespace relay::app
