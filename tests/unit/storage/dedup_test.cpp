// SPDX-License-Identifier: MIT
#include "storage/dedup.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/delivery_change.hpp"
#include "storage/recent_subjects.hpp"
#include "storage/retention.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;

// Alerts as "scope subject state", each so long after the first, and whether it repeats an earlier one.
struct Step {
  const char* scope;
  const char* subject;
  const char* state;
  Milliseconds at;
  bool duplicate;
};
struct Case {
  const char* what;
  std::vector<Step> steps;
};

const Case kCases[] = {
    {"an event twice", {{"s", "e1", "", 0s, false}, {"s", "e1", "", 1s, true}, {"s", "e1", "", 599s, true}}},
    {"after the window", {{"s", "e1", "", 0s, false}, {"s", "e1", "", 600s, false}}},
    {"duplicates do not prolong it",
     {{"s", "e1", "", 0s, false}, {"s", "e1", "", 500s, true}, {"s", "e1", "", 601s, false}}},
    {"another subject", {{"s", "e1", "", 0s, false}, {"s", "e2", "", 0s, false}}},
    {"another scope", {{"s", "e1", "", 0s, false}, {"legacy", "e1", "", 0s, false}}},
    {"A, B, A are three", {{"s", "i1", "A", 0s, false}, {"s", "i1", "B", 1s, false}, {"s", "i1", "A", 2s, false}}},
    {"A, A, B, B are two",
     {{"s", "i1", "A", 0s, false},
      {"s", "i1", "A", 1s, true},
      {"s", "i1", "B", 2s, false},
      {"s", "i1", "B", 3s, true}}},
    {"the clock went back a little", {{"s", "e1", "", 0s, false}, {"s", "e1", "", -599s, true}}},
    {"the clock went back far", {{"s", "e1", "", 0s, false}, {"s", "e1", "", -600s, false}}},
    {"no subject, no duplicate", {{"s", "", "", 0s, false}, {"s", "", "", 1s, false}}},
};

TEST(Dedup, TableOfCases) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.what);
    SpoolFile spool;
    for (const Step& step : c.steps) {
      ports::NewAlert alert = SpoolFile::alert("title");
      alert.dedup = {step.scope, step.subject, step.state};
      alert.received = kWall + step.at;
      EXPECT_EQ(spool.append(alert).duplicate, step.duplicate) << step.state << step.at.count();
    }
  }
}

TEST(Dedup, WindowOfZeroIsOff) {
  SpoolFile spool;
  ports::NewAlert alert = SpoolFile::alert("e1");
  alert.dedup_window = 0s;
  spool.append(alert);
  EXPECT_FALSE(spool.append(alert).duplicate);
  EXPECT_EQ(spool.database->recent_subjects().size(), 0U);
}

TEST(Dedup, AnswersWithTheFirst) {
  SpoolFile spool;
  const ports::AlertId first = spool.append("e1").id;
  spool.append("e2");
  EXPECT_EQ(spool.append("e1").id, first);
}

TEST(Dedup, WhatWasUndoneIsNoOriginal) {
  SpoolFile spool;
  spool.append("e1");
  must(spool.database->begin());
  ports::NewAlert other = SpoolFile::alert("e1");
  other.dedup.state = "B";
  spool.append(other);
  spool.append("e2");
  spool.database->rollback();
  EXPECT_TRUE(spool.append("e1").duplicate);
  EXPECT_FALSE(spool.append("e2").duplicate);
}

// As early as a full spool makes room.
TEST(Dedup, AForgottenAlertIsNoOriginal) {
  SpoolFile spool;
  spool.append("e1");
  must(end_delivery(*spool.database, 1, delivery::State::shown, spool.moment));
  must(drop_finished(*spool.database, spool.moment.wall));
  EXPECT_FALSE(spool.append("e1").duplicate);
}

std::size_t remembered(Database& database) { return database.recent_subjects().size(); }

void sweep(SpoolFile& spool) {
  must(transact(*spool.database, [&](Database& inside) { return forget_subjects(inside, spool.moment.now); }));
}

void reopen(SpoolFile& spool) {
  spool.reopen();
  must(load_recent_subjects(*spool.database, spool.moment));
}

// One that comes now.
ports::NewAlert alert_now(const SpoolFile& spool, const std::string& subject) {
  ports::NewAlert alert = SpoolFile::alert(subject);
  alert.received = spool.moment.wall;
  return alert;
}

TEST(Dedup, IsReadBackFromTheRowsWhoseWindowIsOpen) {
  SpoolFile spool;
  spool.append("e1");
  spool.advance(6min);
  const ports::NewAlert second = alert_now(spool, "e2");
  spool.append(second);
  reopen(spool);
  EXPECT_EQ(remembered(*spool.database), 2U);
  EXPECT_TRUE(spool.append(second).duplicate);
  spool.advance(4min);
  reopen(spool);
  EXPECT_EQ(remembered(*spool.database), 1U);
  EXPECT_TRUE(spool.append(second).duplicate);
}

TEST(Dedup, WhatIsOverIsForgottenAndNotReadAgain) {
  SpoolFile spool;
  spool.append("e1");
  spool.advance(10min);
  spool.append(alert_now(spool, "e2"));
  sweep(spool);
  EXPECT_EQ(remembered(*spool.database), 1U);
  spool.moment.wall -= 1min;  // a clock that is set back: by it the first window is open
  reopen(spool);
  EXPECT_EQ(remembered(*spool.database), 1U);
  EXPECT_FALSE(spool.append("e1").duplicate);
}

// Such a window would never be over.
TEST(Dedup, AClockThatWasInAnotherYearHoldsNothingForLong) {
  SpoolFile spool;
  ports::NewAlert alert = SpoolFile::alert("e1");
  alert.received = kWall + 24h * 365;
  spool.append(alert);
  spool.append("e2");
  spool.advance(10min);
  sweep(spool);
  EXPECT_EQ(remembered(*spool.database), 0U);
  reopen(spool);
  spool.advance(24h);
  sweep(spool);
  EXPECT_EQ(remembered(*spool.database), 0U);
}

}  // namespace
}  // namespace relay::storage
