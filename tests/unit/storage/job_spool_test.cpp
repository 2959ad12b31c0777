// SPDX-License-Identifier: MIT
#include "storage/job_spool.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/expiry.hpp"
#include "storage/writer_thread.hpp"
#include "support/manual_clock.hpp"
#include "support/run_coroutine.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;

ports::NextSingle single(BootTime now) {
  return {"ops", "key", 0, [](const delivery::Backlog&) { return std::optional(delivery::Slot::single); }, now};
}

class JobSpoolTest : public testing::Test {
 protected:
  template <class T>
  T await(boost::asio::awaitable<Result<T>> call) {
    return must(test::run_coroutine(io, std::move(call)));
  }

  boost::asio::io_context io{1};
  test::ManualClock clock;
  SpoolFile file;
  SpoolLock lock{must(SpoolLock::take(file.path + ".lock"))};
  JobSpool spool{io.get_executor(),
                 clock,
                 std::move(lock),
                 std::move(file.database),
                 {"uid", file.moment.boot},
                 {file.capacity, {1h, 1h, 0s}},
                 {},
                 run_on_a_thread};
};

TEST_F(JobSpoolTest, CarriesADeliveryThroughItsLife) {
  EXPECT_EQ(await(spool.append(SpoolFile::alert("one"))).id, 1);
  EXPECT_EQ(await(spool.backlog("ops", 0, kNow)).ready, 1U);
  const ports::StartedAttempt attempt = await(spool.begin_single(single(kNow))).value();
  EXPECT_EQ(attempt.delivery.uuid_seed, "uid:1");
  const ports::Outcome outcome{
      delivery::State::shown, {1, 0, 0, 0, {}}, {}, delivery::VerdictKind::shown, {}, "", true, {}};
  await(spool.end_attempt(attempt.id, outcome, kNow + 1s));
  EXPECT_EQ(ends_of(await(spool.ledger("key", {15, 3}, kNow + 2s))), std::vector{kNow + 1s});
  EXPECT_FALSE(await(spool.begin_single(single(kNow + 2s))).has_value());
  EXPECT_EQ(await(spool.counts()).alerts, 1);
}

TEST_F(JobSpoolTest, TellsItsStatus) {
  await(spool.append(SpoolFile::alert("one")));
  const ports::SpoolStatus status = await(spool.status());
  ASSERT_EQ(status.waiting.size(), 1U);
  EXPECT_EQ(status.waiting.front().pending, 1);
  EXPECT_TRUE(status.takes_alerts);
}

TEST_F(JobSpoolTest, EndsOneAttemptAndBeginsTheNextTogether) {
  await(spool.append(SpoolFile::alert("one")));
  await(spool.append(SpoolFile::alert("two")));
  const ports::StartedAttempt first = await(spool.begin_single(single(kNow))).value();
  const ports::Outcome shown{
      delivery::State::shown, {1, 0, 0, 0, {}}, {}, delivery::VerdictKind::shown, {}, "", true, {}};
  const auto second = await(spool.end_and_begin_single(first.id, shown, single(kNow + 1s)));
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(second->delivery.id, 2);
  EXPECT_FALSE(await(spool.end_and_begin_single(second->id, shown, single(kNow + 2s))).has_value());
  EXPECT_EQ(ends_of(await(spool.ledger("key", {15, 3}, kNow + 3s))), (std::vector{kNow + 2s, kNow + 1s}));
}

// An outcome that cannot be stored must not let the next request leave.
TEST_F(JobSpoolTest, BeginsNothingWhenTheAttemptBeforeWasNotOpen) {
  await(spool.append(SpoolFile::alert("one")));
  const ports::Outcome shown{delivery::State::shown, {}, {}, delivery::VerdictKind::shown, {}, "", true, {}};
  const auto refused = test::run_coroutine(io, spool.end_and_begin_single(7, shown, single(kNow)));
  EXPECT_EQ(refused.error().kind, ErrorKind::not_found);
  EXPECT_EQ(await(spool.begin_single(single(kNow))).value().delivery.progress.attempts, 0U);
}

TEST_F(JobSpoolTest, KeepsABlock) {
  await(spool.block("key", clock.boot_now() + 60s, delivery::Reason::address_rate_limit));
  EXPECT_EQ(await(spool.ledger("key", {15, 3}, clock.boot_now())).blocked_until, clock.boot_now() + 60s);
}

TEST_F(JobSpoolTest, ExpiresInStepsUntilAllAreGone) {
  for (int i = 0; i < 2 * kExpireStep + 1; ++i) {
    await(spool.append(SpoolFile::alert(std::to_string(i))));
  }
  EXPECT_EQ(await(spool.expire("ops", -1s)), 2 * kExpireStep + 1);
  EXPECT_EQ(await(spool.backlog("ops", 0, kNow)).ready, 0U);
}

TEST_F(JobSpoolTest, CarriesADigestThroughItsLife) {
  const std::int64_t count = 2 * kSettleStep + 1;
  for (int i = 0; i < count; ++i) {
    await(spool.append(SpoolFile::alert(std::to_string(i))));
  }
  const ports::OpenDigest digest = await(spool.open_digest("ops"));
  EXPECT_EQ(await(spool.find_digest("ops"))->id, digest.id);
  const delivery::DigestBuilder builder = await(spool.gather_digest(digest.id));
  EXPECT_EQ(builder.named_alerts().size(), delivery::kDigestIssues);
  EXPECT_EQ(await(spool.alerts_of(builder.named_alerts())).size(), delivery::kDigestIssues);
  const ports::AttemptId attempt = await(spool.begin_digest_attempt(digest.id, "key", kNow));
  const ports::Outcome outcome{
      delivery::State::shown, {1, 0, 0, 0, {}}, {}, delivery::VerdictKind::shown, {}, "", true, {}};
  await(spool.end_attempt(attempt, outcome, kNow + 1s));
  EXPECT_EQ(await(spool.settle_digest(digest.id)), count);
  EXPECT_FALSE(await(spool.find_digest("ops")).has_value());
  EXPECT_EQ(await(spool.backlog("ops", 0, kNow)).ready, 0U);
}

}  // namespace
}  // namespace relay::storage
