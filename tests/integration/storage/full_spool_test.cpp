// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
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
    EXPECT_TRUE(must(spool.append("one more")).shed);
    EXPECT_EQ(spool.counted(State::shed), 2'001 - stored);
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
  EXPECT_FALSE(must(spool.append("after")).shed);
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
  EXPECT_FALSE(must(spool.append("after")).shed);
}

TEST_F(FullSpoolTest, LoweredLimitKeepsWhatIsThere) {
  spool.options.max_bytes = 8U << 20U;
  spool.open();
  ASSERT_EQ(spool.append_together("", 500), 500);
  spool.close();
  spool.options.max_bytes = 0;
  EXPECT_EQ(spool.open().pending, 500);
  EXPECT_TRUE(must(spool.append("after")).shed);
  spool.show();
}

// What is left of the file is enough for the notice; nobody hears of nothing.
TEST_F(FullSpoolTest, TheGroupIsToldWhatItWasNotShown) {
  std::vector<ports::Pressure> pressures;
  spool.options.on_pressure = [&](ports::Pressure now) { pressures.push_back(now); };
  const int stored = fill();
  EXPECT_THAT(must(spool.await(spool->untold_losses(std::chrono::hours{1}))), testing::IsEmpty());
  spool.clock.advance(std::chrono::minutes{1});
  EXPECT_THAT(must(spool.await(spool->untold_losses(std::chrono::hours{1}))), testing::ElementsAre("ops"));
  const std::function<alert::Alert(const delivery::Losses&)> compose = [](const delivery::Losses&) {
    return alert::Alert{};
  };
  EXPECT_EQ(must(spool.await(spool->tell_losses("ops", compose))), 2'001 - stored);
  EXPECT_EQ(must(spool.await(spool->tell_losses("ops", compose))), 0);
  EXPECT_THAT(pressures, testing::ElementsAre(ports::Pressure::spool_full));
  EXPECT_EQ(spool.counted(State::pending), stored + 1) << "the notice waits like any other alert";
  EXPECT_EQ(spool.counted(State::shed), 2'001 - stored);
}

}  // namespace
}  // namespace relay::storage
