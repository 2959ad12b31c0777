// SPDX-License-Identifier: MIT
#include "storage/migration.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/backlog.hpp"
#include "storage/counters.hpp"
#include "storage/deliveries.hpp"
#include "storage/meta.hpp"

namespace relay::storage {
namespace {

using testing::ElementsAre;
using Rows = std::vector<std::string>;

// A spool that the first version left behind.
struct OldSpool {
  OldSpool() {
    test::write_file(path + ".lock", "");
    database = must(Database::open(path, path + ".lock"));
    must(apply_settings(*database, Capacity(64U << 20U)));
    must(database->execute(test::read_file(RELAY_SOURCE_DIR "/tests/data/spool/schema-1.sql")));
  }

  test::TempDir directory;
  std::string path{directory.file("spool.db")};
  std::unique_ptr<Database> database;
};

Rows rows(Database& database, const std::string& sql) {
  Query query(database, sql);
  Rows found;
  while (must(query.next())) {
    found.push_back(query.text(0));
  }
  return found;
}

// Names, types and constraints of every column and index.
Rows shape(Database& database) {
  Rows found = rows(database,
                    "SELECT m.name || ' ' || p.name || ' ' || p.type || ' ' || p.\"notnull\" || ' ' || p.pk FROM"
                    " sqlite_schema m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' ORDER BY m.name, p.cid");
  const Rows indexes = rows(database, "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql <> '' ORDER BY name");
  found.insert(found.end(), indexes.begin(), indexes.end());
  return found;
}

TEST(Migration, GivesTheRuleOfAnAlertToItsDeliveries) {
  OldSpool old;
  must(prepare_schema(*old.database));
  EXPECT_THAT(
      rows(*old.database, "SELECT id || ' ' || state || ' ' || ifnull(rule, '-') FROM delivery ORDER BY id"),
      ElementsAre("1 shown -", "2 suppressed kinds.installation", "3 suppressed kinds.installation", "4 pending -"));
}

TEST(Migration, LeavesTheSameTablesAsANewFileHas) {
  OldSpool old;
  must(prepare_schema(*old.database));
  SpoolFile fresh;
  EXPECT_EQ(shape(*old.database), shape(*fresh.database));
  EXPECT_EQ(must(read_integer(*old.database, "PRAGMA user_version")), kSchemaVersion);
}

TEST(Migration, KeepsWhatWaitsAndEveryCount) {
  OldSpool old;
  const ports::SpoolCounts before = must(read_counters(*old.database));
  must(prepare_schema(*old.database));
  EXPECT_EQ(must(read_counters(*old.database)).deliveries, before.deliveries);
  EXPECT_EQ(must(meta_text(*old.database, "uid")), "0011223344556677");
  const auto waiting = must(read_delivery(
      *old.database, must(read_waiting(*old.database, "ops", 0, {{1, kNow}, kNow, kWall})).first.value(), "uid"));
  ASSERT_TRUE(waiting.has_value());
  EXPECT_EQ(waiting->id, 4);
  EXPECT_EQ(waiting->alert.title, "three");
}

TEST(Migration, IsUndoneAsAWholeWhenItFails) {
  OldSpool old;
  // The last step cannot be done: an index needs the column that goes.
  must(old.database->execute("CREATE INDEX in_the_way ON alert(rule)"));
  EXPECT_FALSE(prepare_schema(*old.database));
  EXPECT_EQ(must(read_integer(*old.database, "PRAGMA user_version")), 1);
  EXPECT_THAT(rows(*old.database, "SELECT name FROM pragma_table_info('delivery') WHERE name = 'rule'"), ElementsAre());
}

TEST(Migration, RefusesAVersionThatNeverWas) {
  OldSpool old;
  must(old.database->execute("PRAGMA user_version = 0"));
  EXPECT_EQ(prepare_schema(*old.database).error().kind, ErrorKind::refused);
}

}  // namespace
}  // namespace relay::storage
