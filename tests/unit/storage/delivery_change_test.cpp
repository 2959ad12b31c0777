// SPDX-License-Identifier: MIT
#include "storage/delivery_change.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/counters.hpp"
#include "storage/deliveries.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::State;

std::int64_t counted(SpoolFile& spool, State wanted) {
  std::int64_t number = -1;
  for (const auto& [state, value] : must(read_counters(*spool.database)).deliveries) {
    number = state == wanted ? value : number;
  }
  return number;
}

TEST(DeliveryChange, LastEndFinishesTheAlert) {
  SpoolFile spool;
  spool.append(SpoolFile::alert("one", {"ops", "web"}));
  must(change_delivery(*spool.database, 1, {State::shown, {}, {}}, spool.moment));
  EXPECT_EQ(spool.count("alert WHERE finished_wall IS NULL"), 1);
  spool.advance(1s);
  must(end_delivery(*spool.database, 2, State::expired, spool.moment));
  EXPECT_EQ(must(read_integer(*spool.database, "SELECT finished_wall FROM alert")),
            (kWall + 1s).time_since_epoch().count());
  EXPECT_EQ(counted(spool, State::pending), 0);
  EXPECT_EQ(counted(spool, State::shown), 1);
  EXPECT_EQ(counted(spool, State::expired), 1);
}

TEST(DeliveryChange, AnEndIsFinal) {
  SpoolFile spool;
  spool.append("one");
  must(end_delivery(*spool.database, 1, State::dead, spool.moment));
  must(change_delivery(*spool.database, 1, {State::shown, {}, {}}, spool.moment));
  must(end_delivery(*spool.database, 1, State::expired, spool.moment));
  EXPECT_EQ(spool.count("delivery WHERE state = 'dead'"), 1);
  EXPECT_EQ(counted(spool, State::dead), 1);
  EXPECT_EQ(counted(spool, State::shown), 0);
}

TEST(DeliveryChange, AttemptsNeverDecrease) {
  SpoolFile spool;
  spool.append("one");
  must(change_delivery(*spool.database, 1, {State::pending, {5, 0, 0, 0, {}}, {}}, spool.moment));
  must(change_delivery(*spool.database, 1, {State::pending, {4, 1, 0, 0, {}}, {}}, spool.moment));
  const auto found = spool.next("ops", kNow);
  EXPECT_EQ(found->progress, (delivery::Progress{5, 1, 0, 0, {}}));
}

}  // namespace
}  // namespace relay::storage
