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
  EXPECT_EQ(await(spool.earliest_due("ops")), BootTime{});
  EXPECT_EQ(await(spool.next("ops", kNow))->uuid_seed, "uid:1");
  const ports::AttemptId attempt = await(spool.begin_attempt(1, "key", kNow));
  const ports::Outcome outcome{
      delivery::State::shown, {1, 0, 0, 0, {}}, {}, delivery::VerdictKind::shown, {}, "", true, {}};
  await(spool.end_attempt(attempt, outcome, kNow + 1s));
  EXPECT_EQ(await(spool.ledger("key", 18, kNow + 2s)).sends, std::vector{kNow + 1s});
  EXPECT_FALSE(await(spool.next("ops", kNow + 2s)).has_value());
  EXPECT_EQ(await(spool.counts()).alerts, 1);
}

TEST_F(JobSpoolTest, TellsItsStatus) {
  await(spool.append(SpoolFile::alert("one")));
  const ports::SpoolStatus status = await(spool.status());
  ASSERT_EQ(status.waiting.size(), 1U);
  EXPECT_EQ(status.waiting.front().pending, 1);
  EXPECT_TRUE(status.takes_alerts);
}

TEST_F(JobSpoolTest, KeepsABlock) {
  await(spool.block("key", clock.boot_now() + 60s, delivery::Reason::address_rate_limit));
  EXPECT_EQ(await(spool.ledger("key", 18, clock.boot_now())).blocked_until, clock.boot_now() + 60s);
}

TEST_F(JobSpoolTest, ExpiresInStepsUntilAllAreGone) {
  for (int i = 0; i < 2 * kExpireStep + 1; ++i) {
    await(spool.append(SpoolFile::alert(std::to_string(i))));
  }
  EXPECT_EQ(await(spool.expire("ops", -1s)), 2 * kExpireStep + 1);
  EXPECT_FALSE(await(spool.earliest_due("ops")).has_value());
}

}  // namespace
}  // namespace relay::storage
