// SPDX-License-Identifier: MIT
#include "storage/migration.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/backlog.hpp"
#include "storage/counters.hpp"
#include "storage/deliveries.hpp"
#include "storage/ids.hpp"
#include "storage/meta.hpp"

namespace relay::storage {
namespace {

using testing::ElementsAre;
using testing::IsSupersetOf;
using Rows = std::vector<std::string>;

// A spool that an earlier version left behind.
struct OldSpool {
  explicit OldSpool(int version) {
    test::write_file(path + ".lock", "");
    database = must(Database::open(path, path + ".lock"));
    must(apply_settings(*database, Capacity(64U << 20U)));
    must(database->execute(
        test::read_file(RELAY_SOURCE_DIR "/tests/data/spool/schema-" + std::to_string(version) + ".sql")));
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
  OldSpool old(1);
  must(prepare_schema(*old.database));
  EXPECT_THAT(
      rows(*old.database, "SELECT id || ' ' || state || ' ' || ifnull(rule, '-') FROM delivery ORDER BY id"),
      ElementsAre("1 shown -", "2 suppressed kinds.installation", "3 suppressed kinds.installation", "4 pending -"));
}

TEST(Migration, LeavesTheSameTablesAsANewFileHas) {
  for (int version = 1; version < kSchemaVersion; ++version) {
    SCOPED_TRACE(version);
    OldSpool old(version);
    must(prepare_schema(*old.database));
    SpoolFile fresh;
    EXPECT_EQ(shape(*old.database), shape(*fresh.database));
    EXPECT_EQ(rows(*old.database, "SELECT name FROM counter ORDER BY name"),
              rows(*fresh.database, "SELECT name FROM counter ORDER BY name"));
    EXPECT_EQ(must(read_integer(*old.database, "PRAGMA user_version")), kSchemaVersion);
  }
}

TEST(Migration, KeepsWhatWaitsAndEveryCount) {
  OldSpool old(1);
  const Rows before = rows(*old.database, "SELECT name || ' ' || value FROM counter ORDER BY name");
  must(prepare_schema(*old.database));
  EXPECT_THAT(rows(*old.database, "SELECT name || ' ' || value FROM counter ORDER BY name"), IsSupersetOf(before));
  EXPECT_EQ(must(meta_text(*old.database, "uid")), "0011223344556677");
  const auto waiting = must(read_delivery(
      *old.database, must(read_waiting(*old.database, "ops", 0, {{1, kNow}, kNow, kWall})).first.value(), "uid"));
  ASSERT_TRUE(waiting.has_value());
  EXPECT_EQ(waiting->id, 4);
  EXPECT_EQ(waiting->alert.title, "three");
}

TEST(Migration, ComparesCountersWithRowsFromThenOn) {
  OldSpool old(2);
  must(prepare_schema(*old.database));
  EXPECT_THAT(rows(*old.database,
                   "SELECT name || ' ' || value FROM counter WHERE name = 'accepted' OR (name LIKE 'forgotten %' AND"
                   " value <> 0) ORDER BY name"),
              ElementsAre("accepted 9", "forgotten shown 1"));
}

TEST(Migration, MarksDeadLettersAndKeepsWhenRobotsWereTold) {
  OldSpool old(4);
  must(prepare_schema(*old.database));
  EXPECT_THAT(rows(*old.database, "SELECT id FROM alert WHERE dead = 1"), ElementsAre("5"));
  EXPECT_THAT(rows(*old.database, "SELECT name || ' ' || told_wall FROM robot ORDER BY name"),
              ElementsAre("ops 1795392003500", "web 1795392004500"));
  EXPECT_THAT(rows(*old.database, "SELECT project || ' ' || alerts FROM shed"), ElementsAre("web 7"));
}

TEST(Migration, KnowsSubjectsIssuesAndIdsFromThenOn) {
  OldSpool old(6);
  must(prepare_schema(*old.database));
  EXPECT_THAT(rows(*old.database,
                   "SELECT id || ' ' || dedup_scope || ' ' || dedup_subject || ' ' || dedup_until_wall FROM alert"
                   " WHERE dedup_state = ''"),
              ElementsAre("4 main/signature event_alert|a4|7 1795392600000"));
  EXPECT_THAT(rows(*old.database, "SELECT key FROM issue ORDER BY key"), ElementsAre("web/2", "web/3", "web/5"));
  EXPECT_EQ(must(next_alert_id(*old.database)), 8);
  EXPECT_EQ(must(next_delivery_id(*old.database)), 9);
}

// What SQLite keeps of AUTOINCREMENT in an old file would count on besides.
TEST(Migration, TakesTheSameWordsAsANewFileHas) {
  OldSpool old(6);
  must(prepare_schema(*old.database));
  EXPECT_THAT(rows(*old.database, "SELECT name FROM sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name"),
              ElementsAre("attempt", "digest", "operation"));
  EXPECT_THAT(rows(*old.database, "SELECT name FROM sqlite_sequence ORDER BY name"), ElementsAre("attempt", "digest"));
  must(run(*old.database, "DELETE FROM alert WHERE id = 5"));
  must(run(*old.database, "INSERT INTO alert(received_wall, boot, received) VALUES(0, 1, 0)"));
  EXPECT_THAT(rows(*old.database, "SELECT max(id) FROM alert"), ElementsAre("5"));  // the words hold at once
  EXPECT_FALSE(old.database->execute("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''"));
  EXPECT_THAT(rows(*old.database, "PRAGMA integrity_check"), ElementsAre("ok"));
  EXPECT_THAT(rows(*old.database, "PRAGMA foreign_key_check"), ElementsAre());
}

TEST(Migration, IsUndoneAsAWholeWhenItFails) {
  OldSpool old(1);
  // The last step cannot be done: an index needs the column that goes.
  must(old.database->execute("CREATE INDEX in_the_way ON alert(rule)"));
  EXPECT_FALSE(prepare_schema(*old.database));
  EXPECT_EQ(must(read_integer(*old.database, "PRAGMA user_version")), 1);
  EXPECT_THAT(rows(*old.database, "SELECT name FROM pragma_table_info('delivery') WHERE name = 'rule'"), ElementsAre());
}

TEST(Migration, RefusesAVersionThatNeverWas) {
  OldSpool old(1);
  must(old.database->execute("PRAGMA user_version = 0"));
  EXPECT_EQ(prepare_schema(*old.database).error().kind, ErrorKind::refused);
}

}  // namespace
}  // namespace relay::storage
