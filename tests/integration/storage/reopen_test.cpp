// SPDX-License-Identifier: MIT
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "real_spool.hpp"
#include "storage/capacity.hpp"
#include "storage/database.hpp"
#include "storage/settings.hpp"
#include "support/ledger_ends.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using delivery::State;
using test::ends_of;
using testing::ElementsAre;
using testing::SizeIs;

class ReopenTest : public testing::Test {
 protected:
  ReopenTest() { spool.open(); }

  OpenReport reopen() {
    spool.close();
    return spool.open();
  }

  test::TempDir directory;
  RealSpool spool{directory.file("state/spool.db")};
};

TEST_F(ReopenTest, WhatWaitsGoesOnWaiting) {
  const ports::AlertId id = must(spool.append("one")).id;
  EXPECT_EQ(reopen().pending, 1);
  const auto found = spool.begin();
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->delivery.alert_id, id);
  EXPECT_EQ(found->delivery.alert.title, "one");
}

TEST_F(ReopenTest, MessageKeepsItsIdentity) {
  must(spool.append("one"));
  const std::string seed = spool.begin().value().delivery.uuid_seed;
  reopen();
  spool.clock.advance(5s);
  EXPECT_EQ(spool.begin().value().delivery.uuid_seed, seed);
}

TEST_F(ReopenTest, ASpoolOfTheFirstVersionGoesOn) {
  spool.close();
  std::filesystem::remove_all(directory.file("state"));
  std::filesystem::create_directory(directory.file("state"));
  test::write_file(directory.file("state/spool.db.lock"), "");
  {
    const auto old = must(Database::open(directory.file("state/spool.db"), directory.file("state/spool.db.lock")));
    must(apply_settings(*old, Capacity(64U << 20U)));
    must(old->execute(test::read_file(RELAY_SOURCE_DIR "/tests/data/spool/schema-1.sql")));
  }
  const OpenReport report = spool.open();
  EXPECT_EQ(report.pending, 1);
  EXPECT_THAT(report.warnings, SizeIs(0));
  EXPECT_EQ(spool.counted(State::suppressed), 2);
  const auto found = spool.begin();
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->delivery.alert.title, "three");
  spool.show(found->id);
  EXPECT_EQ(reopen().pending, 0);
}

TEST_F(ReopenTest, WhatWasShownStaysShown) {
  must(spool.append("one"));
  spool.show();
  EXPECT_EQ(reopen().pending, 0);
  EXPECT_FALSE(spool.begin().has_value());
  EXPECT_EQ(spool.counted(State::shown), 1);
}

TEST_F(ReopenTest, DuplicatesAreKnownStill) {
  const ports::AlertId first = must(spool.append("one")).id;
  reopen();
  const ports::Appended again = must(spool.append("one"));
  EXPECT_TRUE(again.duplicate);
  EXPECT_EQ(again.id, first);
}

TEST_F(ReopenTest, LedgerIsKeptWithinABoot) {
  must(spool.append("one"));
  const BootTime sent = spool.clock.boot_now();
  spool.show();
  spool.clock.advance(10s);
  reopen();
  const auto ledger = must(spool.await(spool->ledger("key", {15, 3}, spool.clock.boot_now())));
  EXPECT_THAT(ends_of(ledger), ElementsAre(sent));
}

TEST_F(ReopenTest, AfterARestartOfTheMachineEverySendIsRecent) {
  must(spool.append("one"));
  spool.show();
  spool.boot_id = "boot-b";
  spool.clock.restart_machine(24h);
  reopen();
  const BootTime began = spool.clock.boot_now();
  spool.clock.advance(5s);
  const auto ledger = must(spool.await(spool->ledger("key", {15, 3}, spool.clock.boot_now())));
  EXPECT_THAT(ends_of(ledger), ElementsAre(began));
}

TEST_F(ReopenTest, BlockOutlivesTheMachine) {
  const BootTime until = spool.clock.boot_now() + 605s;
  must(spool.await(spool->block("key", until, delivery::Reason::rate_limit)));
  spool.boot_id = "boot-b";
  spool.clock.restart_machine(100s);
  reopen();
  const auto ledger = must(spool.await(spool->ledger("key", {15, 3}, spool.clock.boot_now())));
  EXPECT_EQ(ledger.blocked_until, spool.clock.boot_now() + 505s);
  EXPECT_EQ(ledger.block_reason, delivery::Reason::rate_limit);
}

TEST_F(ReopenTest, OpenAttemptCountsAsUnknown) {
  must(spool.append("one"));
  spool.begin();
  spool.clock.advance(10s);
  EXPECT_EQ(reopen().interrupted, 1);
  EXPECT_FALSE(spool.begin().has_value());
  const auto ledger = must(spool.await(spool->ledger("key", {15, 3}, spool.clock.boot_now())));
  EXPECT_THAT(ends_of(ledger), ElementsAre(spool.clock.boot_now()));
  spool.clock.advance(5s);
  EXPECT_EQ(spool.begin().value().delivery.progress.unknown, 1U);
}

TEST_F(ReopenTest, SecondDaemonIsTurnedAway) {
  RealSpool second(spool.options.path);
  const auto opened = second.try_open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::unavailable);
}

TEST_F(ReopenTest, NobodyElseMayRead) {
  must(spool.append("one"));
  for (const auto& entry : std::filesystem::directory_iterator(directory.file("state"))) {
    struct stat found {};
    ASSERT_EQ(::stat(entry.path().c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0600U) << entry.path();
  }
}

TEST_F(ReopenTest, OldPayloadsAndAlertsAreForgotten) {
  spool.close();
  spool.options.retention = 1h;
  spool.open();
  must(spool.append("one"));
  spool.show();
  spool.clock.advance(2h);
  reopen();
  EXPECT_EQ(spool.counted(State::shown), 1);  // a chore follows every job
  spool.close();
  EXPECT_THAT(test::read_file(spool.options.path), testing::Not(testing::HasSubstr("mmmmmmmm")));
}

}  // namespace
}  // namespace relay::storage
