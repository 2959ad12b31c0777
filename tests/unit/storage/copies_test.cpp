// SPDX-License-Identifier: MIT
#include "storage/copies.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/counters.hpp"
#include "storage/delivery_change.hpp"

namespace relay::storage {
namespace {

using delivery::State;

class CopiesTest : public testing::Test {
 protected:
  Copied copy(const std::string& fallback = "on-call") {
    const ports::Diversion diversion{"ops", fallback, [] {
                                       alert::Alert notice;
                                       notice.title = "ops refuses";
                                       return notice;
                                     }};
    return must(copy_waiting(*spool.database, diversion, spool.moment));
  }

  std::int64_t copies() { return spool.count("delivery WHERE copy_of IS NOT NULL"); }

  SpoolFile spool;
};

TEST_F(CopiesTest, BeginsWithOneNoticeAndCopiesEachAlertOnce) {
  spool.append("one");
  spool.append("two");
  EXPECT_EQ(copy().copies, 2);
  EXPECT_EQ(copy().copies, 0);
  spool.append("three");
  EXPECT_EQ(copy().copies, 1);
  EXPECT_EQ(spool.count("alert WHERE own = 1"), 1);
  const auto first = spool.next("on-call");
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->alert.title, "ops refuses");
  EXPECT_EQ(first->alert.kind, alert::Kind::notice);
  must(end_delivery(*spool.database, first->id, State::shown, spool.moment));
  const auto second = spool.next("on-call");
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(second->alert.title, "one");
  EXPECT_EQ(second->copied_from, "ops");
  EXPECT_EQ(spool.next("ops")->copied_from, "");
  EXPECT_EQ(spool.count("delivery WHERE robot = 1 AND state = 'pending'"), 3);  // the originals wait on
}

TEST_F(CopiesTest, LeavesOutWhatTheOtherRobotHasAnyway) {
  spool.append(SpoolFile::alert("both", {"ops", "on-call"}));
  ports::NewAlert kept = SpoolFile::alert("kept from it", {"ops", "on-call"});
  kept.destinations[1].suppressed_by = "robots.on-call.exclude_keywords";
  spool.append(kept);
  EXPECT_EQ(copy().copies, 1);  // a rule of the other robot does not keep an alert from people
}

TEST_F(CopiesTest, StartsAnewAfterTheRobotHealed) {
  spool.append("one");
  copy();
  must(end_diversion(*spool.database, "ops"));
  must(end_delivery(*spool.database, 1, State::shown, spool.moment));
  spool.append("two");
  EXPECT_EQ(copy().copies, 1);
  EXPECT_EQ(spool.count("alert WHERE own = 1"), 2);
}

TEST_F(CopiesTest, TellsAnotherFallbackAsWell) {
  spool.append("one");
  copy();
  EXPECT_EQ(copy("second").copies, 1);
  EXPECT_EQ(copy("second").copies, 0);
  EXPECT_EQ(spool.count("alert WHERE own = 1"), 2);
  must(end_diversion(*spool.database, "ops"));
  EXPECT_EQ(spool.count("robot WHERE diverted_to IS NOT NULL"), 0);
}

TEST_F(CopiesTest, NeverCopiesNotices) {
  ports::NewAlert notice = SpoolFile::alert("a notice for ops");
  notice.alert.kind = alert::Kind::notice;
  spool.append(notice);
  EXPECT_EQ(copy().copies, 0);
}

TEST_F(CopiesTest, GoesInSteps) {
  for (std::int64_t i = 0; i <= kCopyStep; ++i) {
    spool.append(std::to_string(i));
  }
  const Copied first = copy();
  EXPECT_EQ(first.copies, kCopyStep);
  EXPECT_TRUE(first.more);
  const Copied rest = copy();
  EXPECT_EQ(rest.copies, 1);
  EXPECT_FALSE(rest.more);
  EXPECT_EQ(copies(), kCopyStep + 1);
}

TEST_F(CopiesTest, CountersAgreeWithTheRows) {
  spool.append("one");
  copy();
  copy();
  for (const auto& [state, count] : must(read_counters(*spool.database)).deliveries) {
    EXPECT_EQ(count, spool.count("delivery WHERE state = '" + std::string(to_string(state)) + "'"));
  }
}

}  // namespace
}  // namespace relay::storage
