// SPDX-License-Identifier: MIT
#include "storage/robots.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

TEST(Robots, KeepTheirNumbers) {
  SpoolFile spool;
  const std::int64_t ops = must(robot_id(*spool.database, "ops"));
  const std::int64_t web = must(robot_id(*spool.database, "web"));
  EXPECT_NE(ops, web);
  EXPECT_EQ(must(robot_id(*spool.database, "ops")), ops);
  EXPECT_EQ(must(find_robot(*spool.database, "web")), web);
}

TEST(Robots, AreListedWhileSomethingWaitsForThem) {
  SpoolFile spool;
  must(robot_id(*spool.database, "idle"));
  spool.append(SpoolFile::alert("one", {"ops", "left"}));
  spool.append(SpoolFile::alert("two", {"ops"}));
  const auto waiting = must(waiting_robots(*spool.database));
  ASSERT_EQ(waiting.size(), 2U);
  EXPECT_EQ(waiting[0].robot, "left");
  EXPECT_EQ(waiting[0].pending, 1);
  EXPECT_EQ(waiting[1].robot, "ops");
  EXPECT_EQ(waiting[1].pending, 2);
}

TEST(Robots, FindingMakesNothing) {
  SpoolFile spool;
  EXPECT_EQ(must(find_robot(*spool.database, "ops")), std::nullopt);
  EXPECT_EQ(spool.count("robot"), 0);
}

TEST(Robots, ArePausedUntilTheyAreResumed) {
  SpoolFile spool;
  EXPECT_TRUE(must(set_paused(*spool.database, "ops", kWall)));
  EXPECT_FALSE(must(set_paused(*spool.database, "ops", kWall)));
  EXPECT_EQ(must(paused_robots(*spool.database)), std::vector<std::string>{"ops"});
  EXPECT_TRUE(must(find_known_robot(*spool.database, "ops"))->paused);
  EXPECT_TRUE(must(set_paused(*spool.database, "ops", std::nullopt)));
  EXPECT_FALSE(must(set_paused(*spool.database, "ops", std::nullopt)));
  EXPECT_TRUE(must(paused_robots(*spool.database)).empty());
  EXPECT_FALSE(must(find_known_robot(*spool.database, "ops"))->paused);
  EXPECT_FALSE(must(find_known_robot(*spool.database, "web")).has_value());
}

TEST(Robots, KeysAreNumberedApart) {
  SpoolFile spool;
  const std::int64_t key = must(robot_key_id(*spool.database, "ops"));
  EXPECT_EQ(must(robot_key_id(*spool.database, "ops")), key);
  EXPECT_EQ(spool.count("robot"), 0);
}

}  // namespace
}  // namespace relay::storage
