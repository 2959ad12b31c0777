// SPDX-License-Identifier: MIT
#include "storage/writer.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <memory>

#include "spool_file.hpp"
#include "support/manual_clock.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;

class WriterTest : public testing::Test {
 protected:
  WriterTest() {
    WriterSettings settings;
    settings.is_pressed = [this] { return pressed_; };
    writer_ = std::make_unique<Writer>(io_.get_executor(), clock_, std::move(spool_.database), settings,
                                       [this](Database&) -> Result<bool> {
                                         ++chores_;
                                         return false;
                                       });
    writer_->look_after(true);
  }
  ~WriterTest() override { writer_->close(); }

  int chores_after(Milliseconds by) {
    chores_ = 0;
    clock_.advance(by);
    writer_->look_after(true);
    return chores_;
  }

  boost::asio::io_context io_{1};
  test::ManualClock clock_;
  SpoolFile spool_;
  std::unique_ptr<Writer> writer_;
  int chores_{0};
  bool pressed_{false};
};

TEST_F(WriterTest, LooksForWhatToForgetOnceASweep) {
  EXPECT_EQ(chores_after(59s), 0);
  EXPECT_EQ(chores_after(1s), 1);
  EXPECT_EQ(chores_after(59s), 0);
}

// Room may come back at any time, and the last look may have been just before it went.
TEST_F(WriterTest, LooksForRoomEachSecondFromTheWantOfItOn) {
  EXPECT_EQ(chores_after(2s), 0);
  pressed_ = true;
  EXPECT_EQ(writer_->patience(), 1s);
  EXPECT_EQ(chores_after(0s), 1);
  EXPECT_EQ(chores_after(1s), 1);
  pressed_ = false;
  EXPECT_EQ(chores_after(59s), 0);
}

}  // namespace
}  // namespace relay::storage
