// SPDX-License-Identifier: MIT
#include "storage/dedup.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"

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
  EXPECT_EQ(spool.count("dedup"), 0);
}

TEST(Dedup, AnswersWithTheFirst) {
  SpoolFile spool;
  const ports::AlertId first = spool.append("e1").id;
  spool.append("e2");
  EXPECT_EQ(spool.append("e1").id, first);
}

}  // namespace
}  // namespace relay::storage
