// SPDX-License-Identifier: MIT
#include "relay/pipeline/spool_worker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/manual_clock.hpp"
#include "support/recording_events.hpp"

namespace relay::pipeline {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

class SpoolWorkerTest : public testing::Test {
 protected:
  void pause(std::optional<BootTime> until) {
    awake = false;
    boost::asio::co_spawn(io, worker.pause(until), [this](std::exception_ptr) { awake = true; });
    settle();
  }

  void settle() {
    io.restart();
    io.poll();
  }

  boost::asio::io_context io;
  test::ManualClock clock;
  test::RecordingEvents events;
  SpoolWorker worker{io.get_executor(), clock, events};
  bool awake{false};
};

TEST_F(SpoolWorkerTest, PausesUntilTheInstant) {
  pause(clock.boot_now() + 5s);
  EXPECT_FALSE(awake);
  clock.advance(5s);
  settle();
  EXPECT_TRUE(awake);
}

TEST_F(SpoolWorkerTest, WakesEarly) {
  pause(clock.boot_now() + 5s);
  worker.wake();
  settle();
  EXPECT_TRUE(awake);
  pause(std::nullopt);
  EXPECT_FALSE(awake);
  worker.wake();
  settle();
  EXPECT_TRUE(awake);
}

TEST_F(SpoolWorkerTest, PausesNoMoreOnceStopped) {
  pause(std::nullopt);
  worker.stop();
  settle();
  EXPECT_TRUE(awake);
  EXPECT_TRUE(worker.is_stopping());
  EXPECT_FALSE(worker.has_spool_failed());
  pause(std::nullopt);
  EXPECT_TRUE(awake);
}

TEST_F(SpoolWorkerTest, GoesOnAfterATroubleThatPasses) {
  EXPECT_FALSE(worker.failed(Result<int>(7)));
  EXPECT_TRUE(worker.failed(Result<int>(fail(ErrorKind::unavailable, "busy"))));
  EXPECT_FALSE(worker.is_stopping());
  EXPECT_THAT(events.of<ports::SpoolFailed>(), IsEmpty());
}

TEST_F(SpoolWorkerTest, EndsWithTheDisk) {
  EXPECT_TRUE(worker.failed(Result<int>(fail(ErrorKind::io, "EIO"))));
  EXPECT_TRUE(worker.is_stopping());
  EXPECT_TRUE(worker.has_spool_failed());
  ASSERT_THAT(events.of<ports::SpoolFailed>(), SizeIs(1));
  EXPECT_EQ(events.of<ports::SpoolFailed>()[0].detail, "EIO");
}

}  // namespace
}  // namespace relay::pipeline
