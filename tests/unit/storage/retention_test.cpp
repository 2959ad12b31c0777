// SPDX-License-Identifier: MIT
#include "storage/retention.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/accounting.hpp"
#include "storage/attempts.hpp"
#include "storage/counters.hpp"
#include "storage/delivery_change.hpp"
#include "storage/ledger.hpp"
#include "storage/operator_changes.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::State;

constexpr Retention kRetention{1h, 24h, 10min};

bool forget(SpoolFile& spool) { return must(forget_some(*spool.database, spool.capacity, kRetention, spool.moment)); }

void show(SpoolFile& spool, ports::DeliveryId id) {
  const auto attempt = spool.begin_attempt(id, "key");
  must(end_attempt(*spool.database, attempt,
                   {State::shown, {}, {}, delivery::VerdictKind::shown, delivery::Reason::none, "", true, {}},
                   spool.moment));
}

TEST(Retention, FinishedAlertGoesWithAllThatBelongsToIt) {
  SpoolFile spool;
  ports::NewAlert alert = SpoolFile::alert("one", {"ops", "web"});
  alert.payload = "{}";
  spool.append(alert);
  show(spool, 1);
  show(spool, 2);
  spool.advance(59min);
  EXPECT_FALSE(forget(spool));
  EXPECT_EQ(spool.count("alert"), 1);
  spool.advance(1min);
  EXPECT_FALSE(forget(spool));
  for (const char* table : {"alert", "alert_text", "delivery", "payload"}) {
    EXPECT_EQ(spool.count(table), 0) << table;
  }
  EXPECT_EQ(must(read_counters(*spool.database)).alerts, 1);
}

void end(SpoolFile& spool, ports::DeliveryId id, State state) {
  must(end_delivery(*spool.database, id, state, spool.moment));
}

TEST(Retention, DeadLettersStayLonger) {
  SpoolFile spool;
  spool.append(SpoolFile::alert("half", {"ops", "web"}));
  spool.append("shown");
  end(spool, 1, State::dead);
  end(spool, 2, State::shown);
  end(spool, 3, State::shown);
  spool.advance(24h - 1ms);
  forget(spool);
  EXPECT_EQ(spool.count("alert"), 1);
  EXPECT_EQ(spool.count("delivery WHERE state = 'dead'"), 1);
  spool.advance(1ms);
  forget(spool);
  EXPECT_EQ(spool.count("alert"), 0);
  EXPECT_TRUE(must(audit(*spool.database)).faults.empty());
}

TEST(Retention, OfDeadLettersOnlyTheLatestStay) {
  SpoolFile spool;
  must(spool.database->execute(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10003)"
      " INSERT INTO alert(id, received_wall, boot, received, finished_wall, dead) SELECT i, i, 1, 0, " +
      std::to_string(kWall.time_since_epoch().count()) + " + i, 1 FROM n"));
  forget(spool);
  EXPECT_EQ(spool.count("alert"), 10'000);
  EXPECT_EQ(must(read_integer(*spool.database, "SELECT min(id) FROM alert")), 4);
}

TEST(Retention, ADeadLetterThatWasDiscardedGoesAsOthersDo) {
  SpoolFile spool;
  spool.append("one");
  end(spool, 1, State::dead);
  ports::DeliveryFilter filter;
  filter.state = State::dead;
  must(discard_some(*spool.database, filter, 0, spool.moment));
  spool.advance(1h);
  forget(spool);
  EXPECT_EQ(spool.count("alert"), 0);
}

TEST(Retention, WaitingAlertStays) {
  SpoolFile spool;
  spool.append("one");
  spool.advance(24h * 30);
  forget(spool);
  EXPECT_EQ(spool.count("alert"), 1);
}

TEST(Retention, PayloadGoesEarlier) {
  SpoolFile spool;
  ports::NewAlert alert = SpoolFile::alert("one");
  alert.payload = "{}";
  spool.append(alert);
  spool.advance(10min);
  forget(spool);
  EXPECT_EQ(spool.count("payload"), 0);
  EXPECT_EQ(spool.count("alert"), 1);
}

TEST(Retention, AttemptsOutliveTheirAlertUntilNoWindowNeedsThem) {
  SpoolFile spool;
  spool.append("one");
  show(spool, 1);
  must(drop_finished(*spool.database, spool.moment.wall));
  ASSERT_EQ(spool.count("alert"), 0);
  forget(spool);
  EXPECT_EQ(spool.count("attempt"), 1);
  spool.advance(kLedgerKept);
  forget(spool);
  EXPECT_EQ(spool.count("attempt"), 0);
}

TEST(Retention, AttemptsOfAnEarlierBootAreNeededFromThisOneOn) {
  SpoolFile spool;
  spool.append("one");
  show(spool, 1);
  must(drop_finished(*spool.database, spool.moment.wall));
  spool.reboot("boot-b", BootTime{100h});
  forget(spool);
  EXPECT_EQ(spool.count("attempt"), 1);
  spool.advance(kLedgerKept);
  forget(spool);
  EXPECT_EQ(spool.count("attempt"), 0);
}

TEST(Retention, TakesSmallStepsAndSaysSo) {
  SpoolFile spool;
  for (int i = 0; i < 100; ++i) {
    spool.append(SpoolFile::alert(std::to_string(i), {}));
  }
  spool.advance(2h);
  EXPECT_TRUE(forget(spool));
  EXPECT_GT(spool.count("alert"), 0);
  EXPECT_FALSE(forget(spool));
  EXPECT_EQ(spool.count("alert"), 0);
}

TEST(Retention, FullSpoolForgetsEarly) {
  SpoolFile spool(0);
  ports::NewAlert alert = SpoolFile::alert("one", {});
  alert.payload = std::string(400'000, 'x');
  spool.append(alert);
  ASSERT_FALSE(must(spool.capacity.has_room(*spool.database)));
  forget(spool);
  EXPECT_EQ(spool.count("alert"), 0);
}

TEST(Retention, FreePagesGoBackToTheFileSystem) {
  SpoolFile spool;
  must(spool.database->execute("CREATE TABLE filler(x BLOB); INSERT INTO filler VALUES(zeroblob(6000000))"));
  must(spool.database->execute("DELETE FROM filler"));
  const std::int64_t before = must(read_integer(*spool.database, "PRAGMA page_count"));
  while (forget(spool)) {
  }
  EXPECT_LT(must(read_integer(*spool.database, "PRAGMA page_count")), before);
}

TEST(Retention, RemembersHowManyRowsItDeleted) {
  SpoolFile spool;
  spool.append(SpoolFile::alert("shown", {"ops", "web"}));
  spool.append("waits");
  must(end_delivery(*spool.database, 1, delivery::State::shown, spool.moment));
  must(end_delivery(*spool.database, 2, delivery::State::expired, spool.moment));
  must(drop_finished(*spool.database, spool.moment.wall));
  EXPECT_EQ(must(read_forgotten(*spool.database, delivery::State::shown)), 1);
  EXPECT_EQ(must(read_forgotten(*spool.database, delivery::State::expired)), 1);
  EXPECT_TRUE(must(audit(*spool.database)).faults.empty());
}

}  // namespace
}  // namespace relay::storage
