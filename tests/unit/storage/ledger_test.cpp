// SPDX-License-Identifier: MIT
#include "storage/ledger.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/attempts.hpp"
#include "storage/block.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::Reason;
using delivery::State;
using delivery::VerdictKind;
using testing::ElementsAre;
using testing::IsEmpty;

enum class Counts { yes, no };

// One send that ended at `end`; its delivery goes on waiting.
void send(SpoolFile& spool, BootTime end, Counts counts = Counts::yes, const std::string& key = "key") {
  const auto attempt = spool.begin_attempt(1, key);
  const ports::Outcome outcome{State::pending, {}, {}, VerdictKind::busy, Reason::busy, "", counts == Counts::yes, {}};
  Moment moment = spool.moment;
  moment.now = end;
  must(end_attempt(*spool.database, attempt, outcome, moment));
}

// Of singles.
std::vector<BootTime> sends(SpoolFile& spool, std::size_t limit = 18) {
  return ends_of(must(read_ledger(*spool.database, "key", {limit, 0}, spool.moment)));
}

TEST(Ledger, EmptyForANewRobot) {
  SpoolFile spool;
  const ports::RobotLedger ledger = must(read_ledger(*spool.database, "key", {15, 3}, spool.moment));
  EXPECT_THAT(ledger.sends, IsEmpty());
  EXPECT_FALSE(ledger.blocked_until.has_value());
}

TEST(Ledger, LastSendsThatCount) {
  SpoolFile spool;
  spool.append("one");
  send(spool, kNow + 1s);
  send(spool, kNow + 3s);
  send(spool, kNow + 2s);
  send(spool, kNow + 4s, Counts::no);
  send(spool, kNow + 5s, Counts::yes, "another key");
  spool.moment.now = kNow + 10s;
  EXPECT_THAT(sends(spool), ElementsAre(kNow + 3s, kNow + 2s, kNow + 1s));
  EXPECT_THAT(sends(spool, 2), ElementsAre(kNow + 3s, kNow + 2s));
}

TEST(Ledger, OpenAttemptEndsNow) {
  SpoolFile spool;
  spool.append("one");
  spool.begin_attempt(1, "key");
  spool.moment.now = kNow + 10s;
  EXPECT_THAT(sends(spool), ElementsAre(kNow + 10s));
}

TEST(Ledger, SendOfAnotherBootEndedWhenThisOneBegan) {
  SpoolFile spool;
  spool.append("one");
  send(spool, kNow + 5s);
  spool.reboot("boot-b", BootTime{20s});
  send(spool, BootTime{30s});
  spool.moment.now = BootTime{70s};
  EXPECT_THAT(sends(spool), ElementsAre(BootTime{30s}, BootTime{20s}));
}

TEST(Ledger, InterruptedAttemptEndedAtTheStart) {
  SpoolFile spool;
  spool.append("one");
  spool.begin_attempt(1, "key");
  spool.reboot("boot-b", BootTime{20s});
  must(close_interrupted(*spool.database, spool.moment));
  EXPECT_THAT(sends(spool), ElementsAre(BootTime{20s}));
}

TEST(Ledger, TellsOfABlock) {
  SpoolFile spool;
  must(set_block(*spool.database, "key", {kNow + 60s, Reason::quota}, kNow, kWall));
  const ports::RobotLedger ledger = must(read_ledger(*spool.database, "key", {15, 3}, spool.moment));
  EXPECT_EQ(ledger.blocked_until, kNow + 60s);
  EXPECT_EQ(ledger.block_reason, Reason::quota);
}

TEST(Ledger, LostOneIsTakenForFull) {
  SpoolFile spool;
  must(assume_full_windows(*spool.database, kNow));
  spool.append("one");
  send(spool, kNow + 5s);
  spool.moment.now = kNow + 10s;
  EXPECT_THAT(sends(spool, 3), ElementsAre(kNow + 5s, kNow, kNow));
}

}  // namespace
}  // namespace relay::storage
