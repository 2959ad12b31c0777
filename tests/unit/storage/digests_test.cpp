// SPDX-License-Identifier: MIT
#include "storage/digests.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/counters.hpp"
#include "storage/delivery_change.hpp"
#include "storage/expiry.hpp"
#include "storage/ledger.hpp"
#include "storage/retention.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;
using alert::Level;
using delivery::State;
using delivery::VerdictKind;
using ports::DigestFate;
using testing::ElementsAre;

ports::OpenDigest open(SpoolFile& spool) { return must(open_digest(*spool.database, "ops", "uid")); }

std::optional<ports::OpenDigest> found(SpoolFile& spool) { return must(find_digest(*spool.database, "ops", "uid")); }

ports::NewAlert alert(const std::string& subject, Level level, const std::string& issue) {
  ports::NewAlert made = SpoolFile::alert(subject);
  made.alert.source = "main";
  made.alert.level = level;
  made.alert.issue_id = issue;
  made.alert.project_slug = "shop";
  return made;
}

// One attempt at the digest, and what came of it.
void attempt(SpoolFile& spool, ports::DigestId digest, State state, DigestFate fate = DigestFate::keep,
             const delivery::Progress& progress = {1, 0, 0, 0, {}}) {
  const auto begun = must(begin_digest_attempt(*spool.database, digest, "key", spool.moment));
  const ports::Outcome outcome{state, progress, kNow + 5s, VerdictKind::shown, {}, "", true, {}, fate};
  must(end_attempt(*spool.database, begun, outcome, spool.moment));
}

std::int64_t in_state(SpoolFile& spool, State state) {
  return spool.count("delivery WHERE state = '" + std::string(delivery::to_string(state)) + "'");
}

std::int64_t counted(SpoolFile& spool, State state) {
  for (const auto& [known, value] : must(read_counters(*spool.database)).deliveries) {
    if (known == state) {
      return value;
    }
  }
  return -1;
}

TEST(Digests, TakesEverythingThatWaitsAndCanBeMerged) {
  SpoolFile spool;
  spool.append(alert("a", Level::error, "1"));
  spool.append(alert("b", Level::fatal, "2"));
  spool.append(alert("c", Level::error, "1"));
  spool.append(alert("refused", Level::error, "3"));
  spool.append(SpoolFile::alert("of another robot", {"web"}));
  must(change_delivery(*spool.database, 4, {State::pending, {1, 0, 0, 0, delivery::Form::plain}, BootTime{}},
                       spool.moment));
  must(change_delivery(*spool.database, 3, {State::pending, {1, 1, 0, 0, {}}, kNow + 60s}, spool.moment));
  const ports::OpenDigest digest = open(spool);
  spool.append(alert("later", Level::fatal, "4"));
  const delivery::DigestBuilder builder = gathered(spool, digest.id);
  EXPECT_THAT(builder.named_alerts(), ElementsAre(2, 3)) << "the fatal one, then the latest of the other issue";
  const delivery::Digest made = builder.build({{"b", ""}, {"c", ""}}, {});
  EXPECT_EQ(made.alerts, 3);
  EXPECT_EQ(made.issues[0].novelty, delivery::Novelty::first);
  EXPECT_EQ(made.issues[1].alerts, 2);
  EXPECT_EQ(made.issues[1].project, "shop");
}

TEST(Digests, GathersInSteps) {
  SpoolFile spool;
  const int count = 2 * static_cast<int>(kGatherStep) + 7;
  for (int i = 0; i < count; ++i) {
    spool.append(alert(std::to_string(i), i % 3 == 0 ? Level::fatal : Level::error, std::to_string(i % 5)));
  }
  for (ports::DeliveryId id = 1; id < 50; ++id) {  // some of them wait for an instant
    must(change_delivery(*spool.database, id, {State::pending, {1, 1, 0, 0, {}}, kNow + id * 1s}, spool.moment));
  }
  const delivery::DigestBuilder builder = gathered(spool, open(spool).id);
  const delivery::Digest digest = builder.build(std::vector<delivery::DigestText>(5), {});
  EXPECT_EQ(digest.alerts, count);
}

TEST(Digests, ThereIsOneAtATime) {
  SpoolFile spool;
  spool.append("one");
  const ports::OpenDigest digest = open(spool);
  EXPECT_EQ(open_digest(*spool.database, "ops", "uid").error().kind, ErrorKind::unavailable);
  EXPECT_EQ(found(spool)->id, digest.id);
  EXPECT_EQ(found(spool)->uuid_seed, "uid:digest:1");
  EXPECT_EQ(found(spool)->last, 1);
  EXPECT_FALSE(must(find_digest(*spool.database, "web", "uid")).has_value());
}

TEST(Digests, MembersOfAShownOneBecomeDigested) {
  SpoolFile spool;
  spool.append("one");
  spool.append("two");
  const ports::OpenDigest digest = open(spool);
  spool.append("later");
  attempt(spool, digest.id, State::shown);
  EXPECT_EQ(found(spool)->state, State::shown) << "until its members have followed";
  EXPECT_EQ(must(settle_members(*spool.database, digest.id, spool.moment)), 2);
  EXPECT_FALSE(found(spool).has_value());
  EXPECT_EQ(in_state(spool, State::digested), 2);
  EXPECT_EQ(in_state(spool, State::pending), 1);
  EXPECT_EQ(counted(spool, State::digested), 2);
  EXPECT_EQ(counted(spool, State::pending), 1);
  EXPECT_EQ(spool.count("alert WHERE finished_wall IS NOT NULL"), 2);
  EXPECT_EQ(spool.count("delivery WHERE digest = 1"), 2);
}

TEST(Digests, SettlesInSteps) {
  SpoolFile spool;
  for (int i = 0; i < kSettleStep + 3; ++i) {
    spool.append(std::to_string(i));
  }
  const ports::OpenDigest digest = open(spool);
  attempt(spool, digest.id, State::unknown);
  EXPECT_EQ(must(settle_members(*spool.database, digest.id, spool.moment)), kSettleStep);
  EXPECT_TRUE(found(spool).has_value());
  EXPECT_EQ(counted(spool, State::pending), 3);
  EXPECT_EQ(must(settle_members(*spool.database, digest.id, spool.moment)), 3);
  EXPECT_EQ(in_state(spool, State::unknown), kSettleStep + 3);
}

// Two members, of which the first is too old.
std::optional<ports::OpenDigest> after_expiry(SpoolFile& spool, const delivery::Progress& progress) {
  spool.append("one");
  spool.advance(1h);
  spool.append("two");
  attempt(spool, open(spool).id, State::pending, DigestFate::keep, progress);
  spool.advance(90min);
  EXPECT_EQ(must(expire_deliveries(*spool.database, "ops", 2h, spool.moment)), 1);
  return found(spool);
}

TEST(Digests, OneThatWasNotSeenIsMadeAnewWhenMembersExpire) {
  SpoolFile spool;
  EXPECT_FALSE(after_expiry(spool, {1, 1, 0, 0, {}}));
  EXPECT_EQ(in_state(spool, State::expired), 1);
  EXPECT_EQ(in_state(spool, State::pending), 1);
}

TEST(Digests, OneThatMayHaveBeenSeenEndsWhenMembersExpire) {
  SpoolFile spool;
  const auto digest = after_expiry(spool, {1, 0, 0, 1, {}});
  ASSERT_TRUE(digest);
  EXPECT_EQ(digest->state, State::unknown);
  EXPECT_EQ(must(settle_members(*spool.database, digest->id, spool.moment)), 1);
  EXPECT_EQ(in_state(spool, State::expired), 1);
  EXPECT_EQ(in_state(spool, State::unknown), 1);
}

TEST(Digests, OneStaysWhenWhatIsNoMemberExpires) {
  SpoolFile spool;
  spool.append("alone");
  must(change_delivery(*spool.database, 1, {State::pending, {1, 0, 0, 1, {}}, {}}, spool.moment));
  spool.advance(3h);
  spool.append("one");
  attempt(spool, open(spool).id, State::pending);
  EXPECT_EQ(must(expire_deliveries(*spool.database, "ops", 2h, spool.moment)), 1);
  EXPECT_TRUE(found(spool));
}

TEST(Digests, ADissolvedOneLeavesItsMembersAsTheyWere) {
  SpoolFile spool;
  spool.append("one");
  spool.append("two");
  attempt(spool, open(spool).id, State::pending, DigestFate::dissolve);
  EXPECT_FALSE(found(spool).has_value());
  EXPECT_EQ(must(read_waiting(*spool.database, "ops", 0, spool.moment)).backlog.mergeable, 2U);
  EXPECT_EQ(open(spool).id, 2) << "the next one is another";
}

TEST(Digests, KeepsWhatWasTried) {
  SpoolFile spool;
  spool.append("one");
  const ports::OpenDigest digest = open(spool);
  attempt(spool, digest.id, State::pending, DigestFate::keep, {1, 0, 0, 1, delivery::Form::plain});
  const auto again = found(spool);
  EXPECT_EQ(again->progress, (delivery::Progress{1, 0, 0, 1, delivery::Form::plain}));
  EXPECT_EQ(again->due, kNow + 5s);
}

TEST(Digests, ItsAttemptsCountInTheirOwnWindow) {
  SpoolFile spool;
  spool.append("one");
  attempt(spool, open(spool).id, State::pending, DigestFate::dissolve);
  spool.begin_attempt(1);
  const auto sends = must(read_ledger(*spool.database, "key", {15, 3}, spool.moment)).sends;
  ASSERT_EQ(sends.size(), 2U);
  EXPECT_EQ(sends[0].slot, delivery::Slot::single);
  EXPECT_EQ(sends[1].slot, delivery::Slot::digest);
}

TEST(Digests, AnInterruptedAttemptLeavesItUnknownAndDueOnceMore) {
  SpoolFile spool;
  spool.append("one");
  const ports::OpenDigest digest = open(spool);
  must(begin_digest_attempt(*spool.database, digest.id, "key", spool.moment));
  EXPECT_EQ(must(close_interrupted(*spool.database, spool.moment)), 1);
  EXPECT_EQ(found(spool)->progress.unknown, 1U);
  EXPECT_EQ(found(spool)->state, State::pending);
  EXPECT_EQ(found(spool)->due, kNow + 5s);
  must(begin_digest_attempt(*spool.database, digest.id, "key", spool.moment));
  must(close_interrupted(*spool.database, spool.moment));
  EXPECT_EQ(found(spool)->state, State::unknown);
  EXPECT_EQ(in_state(spool, State::pending), 1) << "the member was not touched by it";
}

TEST(Digests, OneThatWasNeverTriedIsDroppedByTheNextStart) {
  SpoolFile spool;
  spool.append("one");
  open(spool);
  must(drop_untried_digests(*spool.database));
  EXPECT_FALSE(found(spool).has_value());
  const ports::OpenDigest tried = open(spool);
  must(begin_digest_attempt(*spool.database, tried.id, "key", spool.moment));
  must(drop_untried_digests(*spool.database));
  EXPECT_TRUE(found(spool).has_value());
}

TEST(Digests, IsForgottenWithItsMembers) {
  SpoolFile spool;
  spool.append("one");
  const ports::OpenDigest digest = open(spool);
  attempt(spool, digest.id, State::shown);
  must(settle_members(*spool.database, digest.id, spool.moment));
  spool.advance(24h);
  while (must(forget_some(*spool.database, spool.capacity, {1h, 1h, 0s}, spool.moment))) {
  }
  EXPECT_EQ(spool.count("digest"), 0);
  EXPECT_EQ(spool.count("attempt"), 0);
}

}  // namespace
}  // namespace relay::storage
