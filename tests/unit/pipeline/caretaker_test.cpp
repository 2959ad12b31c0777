// SPDX-License-Identifier: MIT
#include "relay/pipeline/caretaker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/manual_clock.hpp"
#include "support/memory_spool.hpp"
#include "support/recording_events.hpp"

namespace relay::pipeline {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

class CaretakerTest : public testing::Test {
 protected:
  void start(std::vector<std::string> robots) {
    caretaker = std::make_unique<Caretaker>(io.get_executor(), std::move(robots), 72h, spool, clock, events);
    boost::asio::co_spawn(io, caretaker->run(), [this](std::exception_ptr) { ended = true; });
    settle();
  }

  void settle() {
    io.restart();
    io.poll();
  }

  void finish() {
    caretaker->stop();
    settle();
    EXPECT_TRUE(ended);
  }

  boost::asio::io_context io;
  test::ManualClock clock;
  test::MemorySpool spool;
  test::RecordingEvents events;
  std::unique_ptr<Caretaker> caretaker;
  bool ended{false};
};

TEST_F(CaretakerTest, ExpiresAtOnceAndThenEveryHour) {
  spool.to_expire = 3;
  start({"gone"});
  ASSERT_THAT(events.of<ports::DeliveriesExpired>(), SizeIs(1));
  EXPECT_EQ(events.of<ports::DeliveriesExpired>()[0].robot, "gone");
  spool.to_expire = 2;
  clock.advance(1h);
  settle();
  EXPECT_THAT(events.of<ports::DeliveriesExpired>(), SizeIs(2));
  finish();
}

TEST_F(CaretakerTest, HasNothingToDoUntilARobotLeaves) {
  spool.to_expire = 1;
  start({});
  EXPECT_THAT(events.of<ports::DeliveriesExpired>(), SizeIs(0));
  caretaker->look_after({"gone"});
  settle();
  ASSERT_THAT(events.of<ports::DeliveriesExpired>(), SizeIs(1));
  EXPECT_EQ(events.of<ports::DeliveriesExpired>()[0].robot, "gone");
  finish();
}

TEST_F(CaretakerTest, TriesAgainWhenTheSpoolWasBusy) {
  spool.failure = fail(ErrorKind::unavailable, "disk full");
  spool.to_expire = 1;
  start({"gone"});
  spool.failure.reset();
  clock.advance(1h);
  settle();
  EXPECT_THAT(events.of<ports::DeliveriesExpired>(), SizeIs(1));
  finish();
}

TEST_F(CaretakerTest, ARobotThatCannotBeLookedAfterNowKeepsNoOtherWaiting) {
  spool.failure = fail(ErrorKind::unavailable, "busy");
  start({"gone", "left"});
  EXPECT_THAT(spool.expiry_asked, ElementsAre("gone", "left"));
  finish();
}

TEST_F(CaretakerTest, EndsWhenTheSpoolFails) {
  spool.failure = fail(ErrorKind::io, "EIO");
  start({"gone"});
  EXPECT_TRUE(ended);
  EXPECT_THAT(events.of<ports::SpoolFailed>(), SizeIs(1));
}

}  // namespace
}  // namespace relay::pipeline
