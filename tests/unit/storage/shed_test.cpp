// SPDX-License-Identifier: MIT
#include "storage/shed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/counters.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::ShedGroup;
using delivery::State;
using testing::ElementsAre;
using testing::SizeIs;

ports::NewAlert alert_of(const std::string& project, alert::Level level, WallTime received = kWall) {
  ports::NewAlert made = SpoolFile::alert("one");
  made.alert.project_slug = project;
  made.alert.level = level;
  made.received = received;
  return made;
}

std::int64_t counted(SpoolFile& spool, State wanted) {
  for (const auto& [state, number] : must(read_counters(*spool.database)).deliveries) {
    if (state == wanted) {
      return number;
    }
  }
  return -1;
}

alert::Alert notice() {
  alert::Alert made;
  made.title = "3 alerts were not shown";
  return made;
}

TEST(Shed, CountsByRobotProjectAndLevel) {
  SpoolFile spool;
  must(shed_alert(*spool.database, alert_of("web", alert::Level::error)));
  must(shed_alert(*spool.database, alert_of("web", alert::Level::error, kWall + 5s)));
  must(shed_alert(*spool.database, alert_of("shop", alert::Level::fatal, kWall + 9s)));
  const auto shed = must(shed_to_tell(*spool.database, kWall + 70s));
  ASSERT_TRUE(shed.has_value());
  EXPECT_EQ(shed->robot, "ops");
  EXPECT_EQ(shed->alerts, 3);
  EXPECT_EQ(shed->first, kWall);
  EXPECT_EQ(shed->last, kWall + 9s);
  EXPECT_THAT(shed->groups,
              ElementsAre(ShedGroup{"shop", alert::Level::fatal, 1}, ShedGroup{"web", alert::Level::error, 2}));
}

TEST(Shed, IsAcceptedAndKeepsTheIdentity) {
  SpoolFile spool;
  ports::NewAlert alert = alert_of("web", alert::Level::error);
  alert.destinations = {{"ops"}, {"web"}, {"mute", "robots.mute.exclude_keywords"}};
  must(shed_alert(*spool.database, alert));
  EXPECT_EQ(counted(spool, State::shed), 2);
  EXPECT_EQ(counted(spool, State::suppressed), 1);
  EXPECT_EQ(must(read_counters(*spool.database)).alerts, 1);
  EXPECT_EQ(must(read_counters(*spool.database)).accepted, 3);
  EXPECT_EQ(must(read_forgotten(*spool.database, State::shed)), 2) << "no row stands for it";
  EXPECT_EQ(must(read_forgotten(*spool.database, State::suppressed)), 1);
}

TEST(Shed, HasAnEndToItsRows) {
  SpoolFile spool;
  for (int i = 0; i < 500; ++i) {
    must(shed_alert(*spool.database, alert_of("project-" + std::to_string(i), alert::Level::error)));
  }
  EXPECT_LE(spool.count("shed"), 65);
  EXPECT_EQ(must(shed_to_tell(*spool.database, kWall + 70s))->alerts, 500);
}

TEST(Shed, IsToldAfterAMinuteAndThenOnceAnHour) {
  SpoolFile spool;
  must(shed_alert(*spool.database, alert_of("web", alert::Level::error)));
  EXPECT_FALSE(must(shed_to_tell(*spool.database, kWall + 59s)).has_value());
  spool.advance(60s);
  const auto first = must(shed_to_tell(*spool.database, spool.moment.wall));
  ASSERT_TRUE(first.has_value());
  must(tell_shed(*spool.database, *first, notice(), spool.moment));
  EXPECT_EQ(spool.next("ops")->alert.title, "3 alerts were not shown");
  EXPECT_FALSE(must(shed_to_tell(*spool.database, spool.moment.wall)).has_value()) << "it is told";

  must(shed_alert(*spool.database, alert_of("web", alert::Level::error, spool.moment.wall)));
  spool.advance(59min);
  EXPECT_FALSE(must(shed_to_tell(*spool.database, spool.moment.wall)).has_value());
  spool.advance(1min);
  EXPECT_EQ(must(shed_to_tell(*spool.database, spool.moment.wall))->alerts, 1);
}

}  // namespace
}  // namespace relay::storage
