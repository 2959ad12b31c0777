// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "real_spool.hpp"

namespace relay::storage {
namespace {

using delivery::State;

class FullSpoolTest : public testing::Test {
 protected:
  // Appends until the spool says that it is full; how many fitted.
  int fill() {
    spool.options.max_bytes = 1U << 20U;
    spool.open();
    const int stored = spool.append_together("", 2'000);
    EXPECT_LT(stored, 2'000);
    EXPECT_EQ(spool.append("one more").error().kind, ErrorKind::unavailable);
    return stored;
  }

  test::TempDir directory;
  RealSpool spool{directory.file("spool.db")};
};

TEST_F(FullSpoolTest, DeliveryGoesOnAndMakesRoom) {
  const int stored = fill();
  EXPECT_GT(stored, 100);
  for (int i = 0; i < 70; ++i) {
    spool.show();
  }
  EXPECT_TRUE(spool.append("after"));
  EXPECT_EQ(spool.counted(State::shown), 70);
  EXPECT_EQ(spool.counted(State::pending), stored - 70 + 1);
}

TEST_F(FullSpoolTest, DuplicatesAreStillRecognised) {
  fill();
  EXPECT_TRUE(must(spool.append("0")).duplicate);
}

TEST_F(FullSpoolTest, LargerLimitHelpsAtTheNextStart) {
  fill();
  spool.close();
  spool.options.max_bytes = 4U << 20U;
  spool.open();
  EXPECT_TRUE(spool.append("after"));
}

TEST_F(FullSpoolTest, LoweredLimitKeepsWhatIsThere) {
  spool.options.max_bytes = 8U << 20U;
  spool.open();
  ASSERT_EQ(spool.append_together("", 500), 500);
  spool.close();
  spool.options.max_bytes = 0;
  EXPECT_EQ(spool.open().pending, 500);
  EXPECT_EQ(spool.append("after").error().kind, ErrorKind::unavailable);
  spool.show();
}

}  // namespace
}  // namespace relay::storage
