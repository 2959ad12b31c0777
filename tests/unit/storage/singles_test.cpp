// SPDX-License-Identifier: MIT
#include "storage/singles.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

using delivery::Slot;

std::optional<ports::StartedAttempt> begin(SpoolFile& spool, std::optional<Slot> slot) {
  const ports::NextSingle next{"ops", "key", 0, [slot](const delivery::Backlog&) { return slot; }, spool.moment.now};
  return must(begin_single(*spool.database, next, "uid", spool.moment));
}

TEST(Singles, BeginsTheBestOneInItsSlot) {
  SpoolFile spool;
  spool.append("an error");
  ports::NewAlert fatal = SpoolFile::alert("fatal");
  fatal.alert.level = alert::Level::fatal;
  spool.append(fatal);
  const auto started = begin(spool, Slot::digest);
  ASSERT_TRUE(started.has_value());
  EXPECT_EQ(started->delivery.alert.title, "fatal");
  EXPECT_EQ(started->delivery.progress.attempts, 0U);
  EXPECT_EQ(started->slot, Slot::digest);
  EXPECT_EQ(spool.count("attempt WHERE delivery = 2 AND slot = 1 AND ended IS NULL"), 1);
}

TEST(Singles, BeginsNothingWhenNoneWaitsOrNoneMay) {
  SpoolFile spool;
  EXPECT_FALSE(begin(spool, Slot::single).has_value());
  spool.append("one");
  EXPECT_FALSE(begin(spool, std::nullopt).has_value());
  EXPECT_EQ(spool.count("attempt"), 0);
}

TEST(Singles, LetsTheCallerDecideByWhatWaits) {
  SpoolFile spool;
  spool.append("one");
  spool.append("two");
  std::size_t ready = 0;
  const ports::NextSingle next{"ops", "key", 0,
                               [&ready](const delivery::Backlog& backlog) {
                                 ready = backlog.ready;
                                 return std::optional<Slot>{};
                               },
                               spool.moment.now};
  EXPECT_FALSE(must(begin_single(*spool.database, next, "uid", spool.moment)).has_value());
  EXPECT_EQ(ready, 2U);
}

}  // namespace
}  // namespace relay::storage
