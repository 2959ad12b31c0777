// SPDX-License-Identifier: MIT
#include "relay/pipeline/announcer.hpp"

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
using delivery::State;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class AnnouncerTest : public testing::Test {
 protected:
  void start() {
    AnnouncerOptions options;
    options.robots = {"ops", "dev"};
    options.silence_alarms = {{"main", 24h}};
    announcer = std::make_unique<Announcer>(io.get_executor(), options, spool, clock, events,
                                            [this](const std::string& robot) { woken.push_back(robot); });
    boost::asio::co_spawn(io, announcer->run(), [this](std::exception_ptr) { ended = true; });
    settle();
  }

  void settle() {
    io.restart();
    io.poll();
  }

  void after_a_minute() {
    clock.advance(1min);
    settle();
  }

  void finish() {
    announcer->stop();
    settle();
    EXPECT_TRUE(ended);
  }

  boost::asio::io_context io;
  test::ManualClock clock;
  test::MemorySpool spool;
  test::RecordingEvents events;
  std::unique_ptr<Announcer> announcer;
  std::vector<std::string> woken;
  bool ended{false};
};

TEST_F(AnnouncerTest, TellsEachRobotItsLosses) {
  start();
  EXPECT_THAT(spool.notices, IsEmpty());
  spool.losses["ops"] = {{{State::dead, 2}}, clock.wall_now()};
  after_a_minute();
  ASSERT_THAT(spool.notices, SizeIs(1));
  EXPECT_THAT(spool.notices[0].title, HasSubstr("2 alerts did not arrive"));
  EXPECT_THAT(spool.notices[0].message, HasSubstr("deliveries --robot ops --state dead"));
  EXPECT_THAT(woken, ElementsAre("ops"));
  ASSERT_THAT(events.of<ports::LossesTold>(), SizeIs(1));
  EXPECT_EQ(events.of<ports::LossesTold>()[0].alerts, 2);
  finish();
}

TEST_F(AnnouncerTest, HasNobodyToTellWhenTheRobotIsGone) {
  spool.losses["gone"] = {{{State::expired, 2}}, clock.wall_now()};
  start();
  EXPECT_THAT(spool.notices, IsEmpty());
  finish();
}

TEST_F(AnnouncerTest, PassesOnWhatWasHeardOnce) {
  start();
  announcer->heard("main");
  const WallTime heard = clock.wall_now();
  after_a_minute();
  after_a_minute();
  ASSERT_THAT(spool.watches, SizeIs(3));
  EXPECT_FALSE(spool.watches[0].heard.has_value());
  EXPECT_EQ(spool.watches[1].heard, heard);
  EXPECT_FALSE(spool.watches[2].heard.has_value());
  EXPECT_EQ(spool.watches[0].alarm, 24h);
  EXPECT_THAT(spool.watches[0].robots, ElementsAre("ops", "dev"));
  EXPECT_THAT(spool.watches[0].notice(heard).title, HasSubstr("Nothing came from source main for 24 h"));
  finish();
}

TEST_F(AnnouncerTest, PassesOnWhatWasHeardBeforeItEnds) {
  start();
  announcer->heard("main");
  finish();
  EXPECT_EQ(spool.watches.back().heard, clock.wall_now());
}

TEST_F(AnnouncerTest, SaysOnceThatASourceFellSilentAndThatItCameBack) {
  start();
  spool.source_state = ports::SourceState::fell_silent;
  after_a_minute();
  EXPECT_THAT(woken, ElementsAre("ops", "dev"));
  spool.source_state = ports::SourceState::silent;
  after_a_minute();
  ASSERT_THAT(events.of<ports::SourceSilence>(), SizeIs(1));
  EXPECT_TRUE(events.of<ports::SourceSilence>()[0].silent);
  spool.source_state = ports::SourceState::heard;
  after_a_minute();
  ASSERT_THAT(events.of<ports::SourceSilence>(), SizeIs(2));
  EXPECT_FALSE(events.of<ports::SourceSilence>()[1].silent);
  finish();
}

TEST_F(AnnouncerTest, EndsWhenTheSpoolFails) {
  spool.failure = fail(ErrorKind::io, "no disk");
  start();
  EXPECT_TRUE(ended);
  EXPECT_THAT(events.of<ports::SpoolFailed>(), SizeIs(1));
}

}  // namespace
}  // namespace relay::pipeline
