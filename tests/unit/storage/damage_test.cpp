// SPDX-License-Identifier: MIT
#include "storage/damage.hpp"

#include <filesystem>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "support/manual_clock.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;

TEST(Damage, SoundSpoolPasses) {
  SpoolFile spool;
  const test::ManualClock clock;
  spool.append("one");
  EXPECT_TRUE(look_for_damage(*spool.database, clock, 1s));
  EXPECT_FALSE(spool.database->damaged());
}

TEST(Damage, IsFoundBySearching) {
  SpoolFile spool;
  const test::ManualClock clock;
  for (int i = 0; i < 200; ++i) {
    spool.append(std::to_string(i));
  }
  must(spool.database->checkpoint_and_truncate());
  const auto pages = static_cast<std::size_t>(must(read_integer(*spool.database, "PRAGMA page_count")));
  spool.database.reset();
  std::string bytes = test::read_file(spool.path);
  bytes.replace((pages - 3) * 4096, 4096, std::string(4096, '\x55'));
  test::write_file(spool.path, bytes);
  const auto database = must(Database::open(spool.path, spool.path + ".lock"));
  EXPECT_EQ(look_for_damage(*database, clock, 1s).error().kind, ErrorKind::io);
  EXPECT_TRUE(database->damaged());
}

TEST(Damage, SearchEndsWithItsBudget) {
  SpoolFile spool;
  const test::ManualClock clock;
  for (int i = 0; i < 500; ++i) {
    spool.append(std::to_string(i));
  }
  EXPECT_TRUE(look_for_damage(*spool.database, clock, 0ms));
}

TEST(Damage, FileIsSetAsideWhole) {
  const test::TempDir directory;
  const std::string path = directory.file("spool.db");
  test::write_file(path, "database");
  test::write_file(path + "-wal", "log");
  const std::string target = must(set_aside(path, kWall));
  EXPECT_EQ(target, path + ".corrupt-20261123T000000Z");
  EXPECT_EQ(test::read_file(target), "database");
  EXPECT_EQ(test::read_file(target + "-wal"), "log");
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
}

}  // namespace
}  // namespace relay::storage
