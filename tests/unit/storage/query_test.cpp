// SPDX-License-Identifier: MIT
#include "storage/query.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

TEST(Query, BindsInOrderAndReadsTyped) {
  SpoolFile spool;
  const std::string bytes("a\0b", 3);
  Query query(*spool.database, "SELECT ?, ?, ?, ?, ?, ?", 7, std::string_view("text"), Blob{bytes}, kNow, kWall,
              std::optional<std::int64_t>{});
  ASSERT_TRUE(must(query.next()));
  EXPECT_EQ(query.integer(0), 7);
  EXPECT_EQ(query.text(1), "text");
  EXPECT_EQ(query.text(2), bytes);
  EXPECT_EQ(query.boot_time(3), kNow);
  EXPECT_EQ(query.wall_time(4), kWall);
  EXPECT_TRUE(query.is_null(5));
  EXPECT_FALSE(must(query.next()));
}

TEST(Query, EmptyTextIsNotNull) {
  SpoolFile spool;
  Query query(*spool.database, "SELECT ?", std::string_view{});
  ASSERT_TRUE(must(query.next()));
  EXPECT_FALSE(query.is_null(0));
}

TEST(Query, NextUseStartsWithoutOldValues) {
  SpoolFile spool;
  constexpr std::string_view kSql = "SELECT ?";
  EXPECT_EQ(must(read_integer(*spool.database, kSql, 5)), 5);
  Query again(*spool.database, kSql, std::optional<std::int64_t>{});
  ASSERT_TRUE(must(again.next()));
  EXPECT_TRUE(again.is_null(0));
}

TEST(Query, MistakeComesAsError) {
  SpoolFile spool;
  EXPECT_EQ(run(*spool.database, "SELECT nothing").error().kind, ErrorKind::invalid_argument);
  EXPECT_EQ(run(*spool.database, "SELECT 1", 5).error().kind, ErrorKind::invalid_argument);
}

TEST(Query, MissingRowIsNotFound) {
  SpoolFile spool;
  EXPECT_EQ(read_integer(*spool.database, "SELECT id FROM robot").error().kind, ErrorKind::not_found);
}

TEST(Query, BrokenConstraintIsTheStatementsFault) {
  SpoolFile spool;
  must(run(*spool.database, "INSERT INTO robot(name) VALUES(?)", std::string_view("ops")));
  EXPECT_EQ(run(*spool.database, "INSERT INTO robot(name) VALUES(?)", std::string_view("ops")).error().kind,
            ErrorKind::invalid_argument);
}

TEST(Query, ColumnsComeWhole) {
  SpoolFile spool;
  Query none(*spool.database, "SELECT id FROM robot");
  EXPECT_TRUE(must(integers_of(none)).empty());
  for (const char* name : {"ops", "dev"}) {
    must(run(*spool.database, "INSERT INTO robot(name) VALUES(?)", std::string_view(name)));
  }
  Query ids(*spool.database, "SELECT id FROM robot ORDER BY id");
  EXPECT_EQ(must(integers_of(ids)), (std::vector<std::int64_t>{1, 2}));
  Query names(*spool.database, "SELECT name FROM robot ORDER BY id");
  EXPECT_EQ(must(texts_of(names)), (std::vector<std::string>{"ops", "dev"}));
  Query wrong(*spool.database, "SELECT nothing");
  EXPECT_EQ(integers_of(wrong).error().kind, ErrorKind::invalid_argument);
}

}  // namespace
}  // namespace relay::storage
