// SPDX-License-Identifier: MIT
#include "storage/disk_reserve.hpp"

#include <filesystem>
#include <gtest/gtest.h>

#include "support/temp_dir.hpp"

namespace relay::storage {
namespace {

constexpr std::uint64_t kBytes = 128U << 10U;

class DiskReserveTest : public testing::Test {
 protected:
  test::TempDir directory;
  std::string path{directory.file("spool.db.reserve")};
};

TEST_F(DiskReserveTest, IsAFileThatReallyTakesRoom) {
  DiskReserve reserve(path, kBytes);
  EXPECT_FALSE(reserve.held());
  EXPECT_TRUE(reserve.make());
  EXPECT_TRUE(reserve.held());
  EXPECT_EQ(std::filesystem::file_size(path), kBytes);
  EXPECT_TRUE(DiskReserve(path, kBytes).held());
}

TEST_F(DiskReserveTest, IsReleasedOnce) {
  DiskReserve reserve(path, kBytes);
  ASSERT_TRUE(reserve.make());
  EXPECT_TRUE(reserve.release());
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_FALSE(reserve.release());
  EXPECT_TRUE(reserve.make()) << "there is room again";
}

TEST_F(DiskReserveTest, AFileWithHolesHoldsNothing) {
  test::write_file(path, "");
  std::filesystem::resize_file(path, kBytes);
  EXPECT_FALSE(DiskReserve(path, kBytes).held());
}

TEST_F(DiskReserveTest, IsNotMadeOnADiskThatWouldBeFullWithIt) {
  // More than the disk has: what is asked for is cut to its share, which the test's disk has free.
  const DiskReserve reserve(path, UINT64_MAX);
  EXPECT_LE(reserve.bytes(), std::filesystem::space(directory.path()).capacity / 16);
  EXPECT_FALSE(DiskReserve(directory.file("nowhere/x"), kBytes).make());
}

TEST_F(DiskReserveTest, ADiskThatCannotTellCountsAsRoomy) {
  const DiskReserve reserve(directory.file("nowhere/x"), kBytes);
  EXPECT_FALSE(reserve.disk_is_low());
  EXPECT_TRUE(reserve.disk_has_room());
}

}  // namespace
}  // namespace relay::storage
