// SPDX-License-Identifier: MIT
#include "storage/schema.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/meta.hpp"

namespace relay::storage {
namespace {

TEST(Schema, IsMadeOnce) {
  SpoolFile spool;
  const auto uid = must(meta_text(*spool.database, "uid"));
  must(prepare_schema(*spool.database));
  EXPECT_EQ(must(meta_text(*spool.database, "uid")), uid);
  EXPECT_EQ(must(read_integer(*spool.database, "PRAGMA user_version")), kSchemaVersion);
}

TEST(Schema, NewerOneIsRefusedWithWords) {
  SpoolFile spool;
  must(spool.database->execute("PRAGMA user_version = 9"));
  const Result<bool> prepared = prepare_schema(*spool.database);
  ASSERT_FALSE(prepared);
  EXPECT_EQ(prepared.error().kind, ErrorKind::refused);
  EXPECT_NE(prepared.error().detail.find("schema 9"), std::string::npos);
}

TEST(Schema, DatabaseOfAnotherProgramIsRefused) {
  const test::TempDir directory;
  const auto database = must(Database::open(directory.file("other.db"), "/dev/null"));
  must(database->execute("CREATE TABLE theirs(x)"));
  EXPECT_EQ(prepare_schema(*database).error().kind, ErrorKind::refused);
}

// Every dispatcher asks these three all the time, perhaps with 100 000 rows waiting.
TEST(Schema, WaitingDeliveriesAreFoundByIndex) {
  SpoolFile spool;
  for (const char* sql : {
           "EXPLAIN QUERY PLAN SELECT min(rank) FROM delivery WHERE robot = ? AND rank > ? AND due IS NOT NULL",
           "EXPLAIN QUERY PLAN SELECT due FROM delivery WHERE robot = ? AND rank = ? AND due > ? AND id > ? "
           "ORDER BY due LIMIT 1",
           "EXPLAIN QUERY PLAN SELECT id FROM delivery WHERE robot = ? AND rank = ? AND due = 0 AND id > ? "
           "ORDER BY id LIMIT 1",
           "EXPLAIN QUERY PLAN SELECT min(id) FROM delivery WHERE robot = ? AND rank = ? AND due > 0 AND due <= ? "
           "AND id > ?",
       }) {
    SCOPED_TRACE(sql);
    Query plan(*spool.database, sql);
    ASSERT_TRUE(must(plan.next()));
    EXPECT_NE(plan.text(3).find("USING COVERING INDEX delivery_waiting"), std::string::npos) << plan.text(3);
    EXPECT_FALSE(must(plan.next()));  // no sorting step
  }
}

}  // namespace
}  // namespace relay::storage
