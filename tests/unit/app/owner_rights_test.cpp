// SPDX-License-Identifier: MIT
#include "app/owner_rights.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temp_dir.hpp"

namespace relay::app {
namespace {

TEST(OwnerRights, AreTakenByRootAndGivenBack) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "only root can become somebody else";
  }
  const test::TempDir directory;
  const std::string file = directory.file("spool.db");
  test::write_file(file, "");
  ASSERT_EQ(::chown(file.c_str(), 1234, 1235), 0);
  {
    const OwnerRights rights(file);
    EXPECT_EQ(::geteuid(), 1234U);
    EXPECT_EQ(::getegid(), 1235U);
  }
  EXPECT_EQ(::geteuid(), 0U);
  EXPECT_EQ(::getegid(), 0U);
}

TEST(OwnerRights, ChangeNothingWithoutAFile) {
  const auto user = ::geteuid();
  const OwnerRights rights("/nowhere/spool.db");
  EXPECT_EQ(::geteuid(), user);
}

}  // namespace
}  // namespace relay::app
