// SPDX-License-Identifier: MIT
#include "storage/accounting.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/counters.hpp"
#include "storage/delivery_change.hpp"

namespace relay::storage {
namespace {

using delivery::State;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::int64_t sum_of(const ports::Audit& audit) {
  std::int64_t sum = 0;
  for (const ports::StateAudit& state : audit.states) {
    sum += state.counted;
  }
  return sum;
}

TEST(Accounting, HoldsForANewSpool) {
  SpoolFile spool;
  const ports::Audit audited = must(audit(*spool.database));
  EXPECT_EQ(audited.accepted, 0);
  EXPECT_EQ(audited.states.size(), delivery::kStates.size());
  EXPECT_THAT(audited.faults, IsEmpty());
}

TEST(Accounting, HoldsForWhatWaitsAndEndsAndIsSeenTwice) {
  SpoolFile spool;
  spool.append(SpoolFile::alert("one", {"ops", "web"}));
  spool.append(SpoolFile::alert("one", {"ops", "web"}));
  ports::NewAlert quiet = SpoolFile::alert("two");
  quiet.destinations = {{"ops", "kinds.build"}};
  spool.append(quiet);
  must(end_delivery(*spool.database, 1, State::dead, spool.moment));
  const ports::Audit audited = must(audit(*spool.database));
  EXPECT_EQ(audited.accepted, 5);
  EXPECT_EQ(sum_of(audited), 5);
  EXPECT_THAT(audited.faults, IsEmpty());
}

// Each breaks the file in one way.
TEST(Accounting, NoticesWhatDoesNotFit) {
  struct Case {
    const char* sql;
    const char* fault;
  };
  const Case cases[] = {
      {"UPDATE counter SET value = value + 1 WHERE name = 'accepted'",
       "2 deliveries were accepted, but the states add up"},
      {"UPDATE counter SET value = value + 1 WHERE name = 'shown'", "shown: the counter says 1, 0 rows"},
      {"DELETE FROM delivery", "pending: the counter says 1, 0 rows"},
      {"UPDATE delivery SET state = 'shown', due = NULL", "pending: the counter says 1"},
      {"UPDATE delivery SET state = 'lost', due = NULL", "1 rows are in a state that is not known: lost"},
      {"UPDATE alert SET finished_wall = 1", "1 deliveries wait although their alert counts as finished"},
      {"UPDATE delivery SET rank = 4, told_by = 7", "1 deliveries wait for the end of one that waits no more"},
      {"UPDATE counter SET value = -1 WHERE name = 'duplicate'", "duplicate: the counter says -1"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.sql);
    SpoolFile spool;
    spool.append("one");
    must(spool.database->execute(c.sql));
    EXPECT_THAT(must(audit(*spool.database)).faults, testing::Contains(HasSubstr(c.fault)));
  }
}

TEST(Accounting, NeedsNoRowsOfWhatWasShed) {
  SpoolFile spool;
  must(count_new(*spool.database, State::shed, 3));
  const ports::Audit audited = must(audit(*spool.database));
  EXPECT_EQ(audited.accepted, 3);
  EXPECT_THAT(audited.faults, IsEmpty());
}

}  // namespace
}  // namespace relay::storage
