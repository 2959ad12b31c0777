// SPDX-License-Identifier: MIT
#include "storage/job_spool.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "storage/expiry.hpp"
#include "support/manual_clock.hpp"
#include "support/run_coroutine.hpp"

namespace relay::storage {
namespace {

using namespace std::chrono_literals;

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
  JobSpool spool{io.get_executor(),         clock, std::move(lock), std::move(file.database), {"uid", file.moment.boot},
                 {file.capacity, {1h, 0s}}, {}};
};

TEST_F(JobSpoolTest, CarriesADeliveryThroughItsLife) {
  EXPECT_EQ(await(spool.append(SpoolFile::alert("one"))).id, 1);
  EXPECT_EQ(await(spool.backlog("ops", 0, kNow)).ready, 1U);
  EXPECT_EQ(await(spool.next("ops", 0, kNow))->uuid_seed, "uid:1");
  const ports::AttemptId attempt = await(spool.begin_attempt(1, "key", delivery::Slot::single, kNow));
  const ports::Outcome outcome{
      delivery::State::shown, {1, 0, 0, 0, {}}, {}, delivery::VerdictKind::shown, {}, "", true, {}};
  await(spool.end_attempt(attempt, outcome, kNow + 1s));
  const ports::RobotLedger ledger = await(spool.ledger("key", {15, 3}, kNow + 2s));
  ASSERT_EQ(ledger.sends.size(), 1U);
  EXPECT_EQ(ledger.sends[0].ended, kNow + 1s);
  EXPECT_FALSE(await(spool.next("ops", 0, kNow + 2s)).has_value());
  EXPECT_EQ(await(spool.counts()).alerts, 1);
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
  EXPECT_EQ(await(spool.alerts(builder.named_alerts())).size(), delivery::kDigestIssues);
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
