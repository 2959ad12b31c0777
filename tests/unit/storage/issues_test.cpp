// SPDX-License-Identifier: MIT
#include "storage/issues.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::Novelty;

TEST(Issues, OnlyTheFirstAlertIsNew) {
  SpoolFile spool;
  EXPECT_EQ(must(note_issue(*spool.database, "shop/7", kWall)), Novelty::first);
  EXPECT_EQ(must(note_issue(*spool.database, "shop/7", kWall)), Novelty::known);
  EXPECT_EQ(must(note_issue(*spool.database, "shop/8", kWall)), Novelty::first);
  EXPECT_EQ(must(note_issue(*spool.database, "shop/7", kWall + 24h)), Novelty::known);
  EXPECT_EQ(must(note_issue(*spool.database, "shop/7", kWall - 24h)), Novelty::known);
}

TEST(Issues, AreWrittenOnceAnHour) {
  SpoolFile spool;
  must(note_issue(*spool.database, "shop/7", kWall));
  const std::int64_t before = spool.database->changes();
  must(note_issue(*spool.database, "shop/7", kWall + 59min));
  EXPECT_EQ(spool.database->changes(), before);
  must(note_issue(*spool.database, "shop/7", kWall + 60min));
  EXPECT_EQ(spool.database->changes(), before + 1);
}

TEST(Issues, AreForgottenOnceNothingWasHeardOfThem) {
  SpoolFile spool;
  must(note_issue(*spool.database, "shop/7", kWall));
  must(note_issue(*spool.database, "shop/8", kWall + 1min));
  EXPECT_FALSE(must(drop_issues(*spool.database, kWall + 60min - 1ms)));
  EXPECT_EQ(spool.count("issue"), 2);
  EXPECT_FALSE(must(drop_issues(*spool.database, kWall + 60min)));
  EXPECT_EQ(spool.count("issue"), 1);
  EXPECT_EQ(must(note_issue(*spool.database, "shop/7", kWall + 2h)), Novelty::first);
}

TEST(Issues, AreForgottenInSteps) {
  SpoolFile spool;
  for (int i = 0; i < 300; ++i) {
    must(note_issue(*spool.database, "shop/" + std::to_string(i), kWall));
  }
  EXPECT_TRUE(must(drop_issues(*spool.database, kWall + 24h)));
  EXPECT_FALSE(must(drop_issues(*spool.database, kWall + 24h)));
  EXPECT_EQ(spool.count("issue"), 0);
}

}  // namespace
}  // namespace relay::storage
