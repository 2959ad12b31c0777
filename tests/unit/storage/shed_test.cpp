// SPDX-License-Identifier: MIT
#include "storage/shed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/counters.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::ShedGroup;
using delivery::State;
using testing::ElementsAre;

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

TEST(Shed, CountsByRobotProjectAndLevel) {
  SpoolFile spool;
  must(shed_alert(*spool.database, alert_of("web", alert::Level::error)));
  must(shed_alert(*spool.database, alert_of("web", alert::Level::error, kWall + 5s)));
  must(shed_alert(*spool.database, alert_of("shop", alert::Level::fatal, kWall + 9s)));
  const ShedCount shed = must(shed_of(*spool.database, must(robot_id(*spool.database, "ops"))));
  EXPECT_EQ(shed.alerts, 3);
  EXPECT_EQ(shed.first, kWall);
  EXPECT_THAT(shed.groups,
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
  EXPECT_EQ(must(shed_of(*spool.database, must(robot_id(*spool.database, "ops")))).alerts, 500);
}

}  // namespace
}  // namespace relay::storage
