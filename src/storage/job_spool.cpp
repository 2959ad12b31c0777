// SPDX-License-Identifier: MIT
#include "storage/job_spool.hpp"

#include <utility>

#include "storage/append.hpp"
#include "storage/attempts.hpp"
#include "storage/block.hpp"
#include "storage/counters.hpp"
#include "storage/deliveries.hpp"
#include "storage/expiry.hpp"
#include "storage/ledger.hpp"
#include "storage/status.hpp"

namespace relay::storage {
namespace asio = boost::asio;
using ports::Appended;
using ports::AttemptId;
using ports::NewAlert;
using ports::Outcome;
using ports::RobotLedger;
using ports::SpoolCounts;
using ports::SpoolStatus;
using ports::StartedAttempt;

namespace {

constexpr std::size_t kSmallJob = 1024;

std::size_t size_of(const NewAlert& alert) {
  return kSmallJob + alert.alert.message.size() + (alert.payload ? alert.payload->size() : 0);
}

}  // namespace

JobSpool::JobSpool(asio::any_io_executor executor, const ports::Clock& clock, SpoolLock lock,
                   std::unique_ptr<Database> database, Identity identity, Limits limits, WriterSettings settings)
    : clock_(clock),
      lock_(std::move(lock)),
      identity_(std::move(identity)),
      limits_(limits),
      writer_(std::move(executor), clock, std::move(database), std::move(settings),
              [this](Database& inside) { return forget_some(inside, limits_.capacity, limits_.retention, moment()); }) {
}

Moment JobSpool::moment(BootTime now) { return {identity_.boot, now, ages_.now(clock_.boot_now(), clock_.wall_now())}; }

asio::awaitable<Result<Appended>> JobSpool::append(NewAlert alert) {
  const std::size_t bytes = size_of(alert);
  return writer_.execute<Appended>(bytes, [this, alert = std::move(alert)](Database& inside) {
    return append_alert(inside, alert, limits_.capacity, moment());
  });
}

asio::awaitable<Result<std::optional<BootTime>>> JobSpool::earliest_due(std::string robot) {
  return writer_.execute<std::optional<BootTime>>(
      kSmallJob, [robot = std::move(robot)](Database& inside) { return storage::earliest_due(inside, robot); });
}

asio::awaitable<Result<std::optional<StartedAttempt>>> JobSpool::begin_next(std::string robot, std::string robot_key,
                                                                            BootTime now) {
  return writer_.execute<std::optional<StartedAttempt>>(
      kSmallJob, [this, robot = std::move(robot), key = std::move(robot_key), now](Database& inside) {
        return storage::begin_next(inside, robot, key, identity_.uid, moment(now));
      });
}

asio::awaitable<Result<void>> JobSpool::end_attempt(AttemptId attempt, Outcome outcome, BootTime now) {
  return writer_.execute<void>(kSmallJob, [this, attempt, outcome = std::move(outcome), now](Database& inside) {
    return storage::end_attempt(inside, attempt, outcome, moment(now));
  });
}

asio::awaitable<Result<std::optional<StartedAttempt>>> JobSpool::end_and_begin_next(AttemptId attempt, Outcome outcome,
                                                                                    std::string robot,
                                                                                    std::string robot_key,
                                                                                    BootTime now) {
  return writer_.execute<std::optional<StartedAttempt>>(
      kSmallJob,
      [this, attempt, outcome = std::move(outcome), robot = std::move(robot), key = std::move(robot_key),
       now](Database& inside) -> Result<std::optional<StartedAttempt>> {
        const Moment at = moment(now);
        if (const Result<void> ended = storage::end_attempt(inside, attempt, outcome, at); !ended) {
          return ended.error();
        }
        return storage::begin_next(inside, robot, key, identity_.uid, at);
      });
}

asio::awaitable<Result<RobotLedger>> JobSpool::ledger(std::string robot_key, std::size_t limit, BootTime now) {
  return writer_.execute<RobotLedger>(kSmallJob, [this, key = std::move(robot_key), limit, now](Database& inside) {
    return read_ledger(inside, key, limit, moment(now));
  });
}

asio::awaitable<Result<void>> JobSpool::block(std::string robot_key, BootTime until, delivery::Reason reason) {
  return writer_.execute<void>(kSmallJob, [this, key = std::move(robot_key), until, reason](Database& inside) {
    const Moment at = moment();
    return set_block(inside, key, {until, reason}, at.now, at.wall);
  });
}

asio::awaitable<Result<std::int64_t>> JobSpool::expire_some(std::string robot, std::chrono::seconds max_age) {
  return writer_.execute<std::int64_t>(kSmallJob, [this, robot = std::move(robot), max_age](Database& inside) {
    return expire_deliveries(inside, robot, max_age, moment());
  });
}

// In steps, so that acknowledgements never wait for a long update.
asio::awaitable<Result<std::int64_t>> JobSpool::expire(std::string robot, std::chrono::seconds max_age) {
  std::int64_t total = 0;
  for (;;) {
    const Result<std::int64_t> expired = co_await expire_some(robot, max_age);
    if (!expired) {
      co_return expired.error();
    }
    total += *expired;
    if (*expired < kExpireStep) {
      co_return total;
    }
  }
}

asio::awaitable<Result<SpoolCounts>> JobSpool::counts() {
  return writer_.execute<SpoolCounts>(kSmallJob, [](Database& inside) { return read_counters(inside); });
}

asio::awaitable<Result<SpoolStatus>> JobSpool::status() {
  return writer_.execute<SpoolStatus>(
      kSmallJob, [this](Database& inside) { return read_status(inside, limits_.capacity, moment()); });
}

}  // namespace relay::storage
