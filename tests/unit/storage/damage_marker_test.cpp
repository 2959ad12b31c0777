// SPDX-License-Identifier: MIT
#include "storage/damage_marker.hpp"

#include <gtest/gtest.h>

#include "support/temp_dir.hpp"

namespace relay::storage {
namespace {

TEST(DamageMarker, CountsHowOftenItWasLeft) {
  const test::TempDir directory;
  const DamageMarker marker(directory.file("spool.db"));
  EXPECT_EQ(marker.count(), 0);
  marker.leave("malformed");
  marker.leave("malformed\nagain");
  EXPECT_EQ(marker.count(), 2);
  EXPECT_EQ(test::read_file(directory.file("spool.db.damaged")), "malformed\nmalformed again\n");
  marker.remove();
  EXPECT_EQ(marker.count(), 0);
}

TEST(DamageMarker, IsSilentWhereItCannotBeLeft) {
  const DamageMarker marker("/nowhere/at/all/spool.db");
  marker.leave("malformed");
  marker.remove();
  EXPECT_EQ(marker.count(), 0);
}

}  // namespace
}  // namespace relay::storage
