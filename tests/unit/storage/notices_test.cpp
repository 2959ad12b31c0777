// SPDX-License-Identifier: MIT
#include "storage/notices.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/delivery_change.hpp"
#include "storage/shed.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::State;
using ports::SourceState;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class NoticesTest : public testing::Test {
 protected:
  void lose(const std::string& subject, State state) {
    const ports::Appended appended = spool.append(subject);
    must(end_delivery(*spool.database,
                      must(read_integer(*spool.database, "SELECT id FROM delivery WHERE alert = ?", appended.id)),
                      state, spool.moment));
    spool.advance(1ms);
  }

  std::vector<std::string> untold() { return must(untold_losses(*spool.database, 1h, spool.moment)); }

  void shed() {
    ports::NewAlert alert = SpoolFile::alert("shed");
    alert.alert.project_slug = "web";
    alert.alert.level = alert::Level::error;
    alert.received = spool.moment.wall;
    must(shed_alert(*spool.database, alert));
  }

  std::optional<delivery::Losses> tell() {
    std::optional<delivery::Losses> told;
    const std::int64_t alerts = must(tell_losses(
        *spool.database, "ops",
        [&told](const delivery::Losses& losses) {
          told = losses;
          alert::Alert notice;
          notice.title = "losses";
          return notice;
        },
        spool.moment));
    EXPECT_EQ(alerts, told.has_value() ? told->total() : 0);
    return told;
  }

  SourceState watch(std::optional<WallTime> heard = std::nullopt) {
    ports::SourceWatch watch;
    watch.source = "main";
    watch.alarm = 24h;
    watch.heard = heard;
    watch.robots = {"ops", "dev"};
    watch.notice = [](WallTime since) {
      alert::Alert notice;
      notice.title = "silent since " + std::to_string(since.time_since_epoch() / 1h);
      return notice;
    };
    return must(watch_source(*spool.database, watch, spool.moment));
  }

  SpoolFile spool;
};

TEST_F(NoticesTest, TellsWhatWasLostOnceAndThenAtMostOnceAnHour) {
  EXPECT_THAT(untold(), IsEmpty());
  lose("one", State::dead);
  spool.advance(1s);
  lose("two", State::dead);
  lose("three", State::unknown);
  lose("four", State::shown);
  EXPECT_THAT(untold(), ElementsAre("ops"));
  spool.advance(1s);
  const auto told = tell();
  ASSERT_TRUE(told.has_value());
  EXPECT_THAT(told->ends, ElementsAre(Pair(State::dead, 2), Pair(State::unknown, 1)));
  EXPECT_EQ(told->since, kWall);
  EXPECT_THAT(untold(), IsEmpty());

  spool.advance(1min);
  lose("five", State::expired);
  EXPECT_THAT(untold(), IsEmpty());
  spool.advance(59min);
  EXPECT_THAT(untold(), ElementsAre("ops"));
  EXPECT_THAT(tell()->ends, ElementsAre(Pair(State::expired, 1)));
}

TEST_F(NoticesTest, WhatFoundNoRoomIsToldAfterAMinuteWithTheOtherLosses) {
  shed();
  shed();
  spool.advance(59s);
  EXPECT_THAT(untold(), IsEmpty());
  lose("one", State::dead);
  EXPECT_THAT(untold(), ElementsAre("ops"));
  spool.advance(1s);
  const auto told = tell();
  ASSERT_TRUE(told.has_value());
  EXPECT_THAT(told->ends, ElementsAre(Pair(State::dead, 1), Pair(State::shed, 2)));
  EXPECT_EQ(told->since, kWall);
  EXPECT_THAT(told->shed, ElementsAre(delivery::ShedGroup{"web", alert::Level::error, 2}));
  EXPECT_EQ(spool.count("shed"), 0) << "it is told";

  shed();
  spool.advance(1h - 1ms);
  EXPECT_THAT(untold(), IsEmpty());
  spool.advance(1ms);
  EXPECT_THAT(untold(), ElementsAre("ops"));
  EXPECT_THAT(tell()->ends, ElementsAre(Pair(State::shed, 1)));
}

TEST_F(NoticesTest, AClockThatWasSetBackHidesNoLoss) {
  lose("one", State::dead);
  spool.advance(1s);
  ASSERT_TRUE(tell().has_value());
  spool.moment.wall -= 24h;
  lose("two", State::expired);
  EXPECT_THAT(untold(), ElementsAre("ops"));
  EXPECT_THAT(tell()->ends, ElementsAre(Pair(State::expired, 1))) << "the first one was told";
  spool.advance(1ms);
  EXPECT_FALSE(tell().has_value());
}

TEST_F(NoticesTest, ANoticeThatIsLostItselfIsNotTold) {
  lose("one", State::dead);
  spool.advance(1s);
  tell();
  const auto notice = spool.next();
  ASSERT_TRUE(notice.has_value());
  spool.advance(2h);
  must(end_delivery(*spool.database, notice->id, State::expired, spool.moment));
  EXPECT_THAT(untold(), IsEmpty());
}

TEST_F(NoticesTest, ANoticeGoesFirstAndAlone) {
  spool.append("waits");
  must(store_notice(*spool.database, {}, {"ops"}, spool.moment));
  const delivery::Backlog backlog = must(read_waiting(*spool.database, "ops", 0, spool.moment)).backlog;
  EXPECT_EQ(backlog.ready, 2U);
  EXPECT_EQ(backlog.mergeable, 1U);
  EXPECT_EQ(spool.next()->alert.kind, alert::Kind::notice);
}

TEST_F(NoticesTest, ASourceFallsSilentOnceAndComesBack) {
  EXPECT_EQ(watch(), SourceState::heard);
  spool.advance(24h - 1ms);
  EXPECT_EQ(watch(), SourceState::heard);
  spool.advance(1ms);
  EXPECT_EQ(watch(), SourceState::fell_silent);
  EXPECT_EQ(watch(), SourceState::silent);
  EXPECT_EQ(spool.count("alert WHERE own = 1"), 1);
  EXPECT_EQ(spool.count("delivery WHERE state = 'pending'"), 2);
  EXPECT_EQ(watch(spool.moment.wall), SourceState::heard);
  EXPECT_EQ(watch(), SourceState::heard);
  spool.advance(24h);
  EXPECT_EQ(watch(), SourceState::fell_silent);
}

}  // namespace
}  // namespace relay::storage
