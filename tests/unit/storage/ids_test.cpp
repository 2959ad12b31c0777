// SPDX-License-Identifier: MIT
#include "storage/ids.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

TEST(Ids, GrowByOne) {
  SpoolFile spool;
  EXPECT_EQ(must(last_alert_id(*spool.database)), 0);
  EXPECT_EQ(must(next_alert_id(*spool.database)), 1);
  must(spool.database->begin());
  EXPECT_EQ(must(next_alert_id(*spool.database)), 2);
  EXPECT_EQ(must(next_alert_id(*spool.database)), 3);
  EXPECT_EQ(must(last_alert_id(*spool.database)), 3);
  must(spool.database->commit());
  EXPECT_EQ(must(next_alert_id(*spool.database)), 4);
  EXPECT_EQ(must(next_delivery_id(*spool.database)), 1);
  must(note_delivery_ids(*spool.database, 10));
  EXPECT_EQ(must(next_delivery_id(*spool.database)), 12);
}

TEST(Ids, OfATransactionThatWasUndoneWereNeverGiven) {
  SpoolFile spool;
  must(spool.database->begin());
  EXPECT_EQ(must(next_delivery_id(*spool.database)), 1);
  must(spool.database->settle_sums());
  EXPECT_EQ(must(next_delivery_id(*spool.database)), 2);
  spool.database->rollback();
  EXPECT_EQ(must(next_delivery_id(*spool.database)), 1);
}

TEST(Ids, AreKeptInTheFile) {
  SpoolFile spool;
  must(spool.database->begin());
  EXPECT_EQ(must(next_alert_id(*spool.database)), 1);
  must(spool.database->commit());
  spool.reopen();
  EXPECT_EQ(must(next_alert_id(*spool.database)), 2);
}

}  // namespace
}  // namespace relay::storage
