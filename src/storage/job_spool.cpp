// SPDX-License-Identifier: MIT
#include "storage/job_spool.hpp"

#include <memory>
#include <utility>

#include "storage/append.hpp"
#include "storage/attempts.hpp"
#include "storage/backlog.hpp"
#include "storage/block.hpp"
#include "storage/counters.hpp"
#include "storage/deliveries.hpp"
#include "storage/expiry.hpp"
#include "storage/ledger.hpp"
#include "storage/notices.hpp"
#include "storage/singles.hpp"
#include "storage/status.hpp"

namespace relay::storage {
namespace asio = boost::asio;
using ports::Appended;
using ports::AttemptId;
using ports::DeliveryId;
using ports::DigestId;
using ports::Diversion;
using ports::NewAlert;
using ports::NextSingle;
using ports::OpenDigest;
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

WriterSettings with_headroom(WriterSettings settings, Headroom& headroom) {
  settings.make_room = [&headroom](Full full) { return headroom.make_room(full); };
  settings.is_pressed = [&headroom] { return headroom.pressure() != ports::Pressure::none; };
  return settings;
}

}  // namespace

JobSpool::JobSpool(asio::any_io_executor executor, const ports::Clock& clock, SpoolLock lock,
                   std::unique_ptr<Database> database, Identity identity, Limits limits, WriterSettings settings,
                   const MakeRunner& make_runner, SnapshotPlace snapshots)
    : clock_(clock),
      lock_(std::move(lock)),
      identity_(std::move(identity)),
      headroom_(std::move(limits.headroom)),
      retention_(limits.retention),
      runner_(make_runner(std::make_unique<Writer>(std::move(executor), clock, std::move(database),
                                                   with_headroom(std::move(settings), headroom_),
                                                   [this](Database& inside) { return upkeep(inside); }))),
      writer_(*runner_),
      operations_(
          writer_, [this] { return moment(); }, std::move(snapshots)) {}

Moment JobSpool::moment(BootTime now) { return {identity_.boot, now, ages_.now(clock_.boot_now(), clock_.wall_now())}; }

Result<bool> JobSpool::upkeep(Database& database) {
  if (const Result<void> looked = headroom_.look(database); !looked) {
    return looked.error();
  }
  return forget_some(database, headroom_.capacity(), retention_, moment());
}

Result<Appended> JobSpool::append(Database& database, const NewAlert& alert) {
  Result<Appended> appended = append_alert(database, alert, headroom_.capacity(), moment());
  if (appended && !appended->duplicate) {
    headroom_.note(!appended->shed);
  }
  return appended;
}

asio::awaitable<Result<Appended>> JobSpool::append(NewAlert alert) {
  const std::size_t bytes = size_of(alert);
  // On the heap: work is moved from hand to hand until it is run.
  auto owned = std::make_unique<NewAlert>(std::move(alert));
  return writer_.execute<Appended>(
      bytes, [this, alert = std::move(owned)](Database& inside) { return append(inside, *alert); });
}

asio::awaitable<Result<delivery::Backlog>> JobSpool::backlog(std::string robot, DeliveryId behind, BootTime now) {
  return writer_.execute<delivery::Backlog>(
      kSmallJob, [this, robot = std::move(robot), behind, now](Database& inside) -> Result<delivery::Backlog> {
        const Result<Waiting> waiting = read_waiting(inside, robot, behind, moment(now));
        if (!waiting) {
          return waiting.error();
        }
        return waiting->backlog;
      });
}

asio::awaitable<Result<std::optional<StartedAttempt>>> JobSpool::begin_single(NextSingle next) {
  return writer_.execute<std::optional<StartedAttempt>>(kSmallJob, [this, next = std::move(next)](Database& inside) {
    return storage::begin_single(inside, next, identity_.uid, moment(next.now));
  });
}

asio::awaitable<Result<std::optional<StartedAttempt>>> JobSpool::end_and_begin_single(AttemptId attempt,
                                                                                      Outcome outcome,
                                                                                      NextSingle next) {
  using Started = std::optional<StartedAttempt>;
  return writer_.execute<Started>(
      kSmallJob,
      [this, attempt, outcome = std::move(outcome), next = std::move(next)](Database& inside) -> Result<Started> {
        const Moment at = moment(next.now);
        if (const Result<void> ended = storage::end_attempt(inside, attempt, outcome, at); !ended) {
          return ended.error();
        }
        return storage::begin_single(inside, next, identity_.uid, at);
      });
}

asio::awaitable<Result<std::optional<OpenDigest>>> JobSpool::find_digest(std::string robot) {
  return writer_.execute<std::optional<OpenDigest>>(kSmallJob, [this, robot = std::move(robot)](Database& inside) {
    return storage::find_digest(inside, robot, identity_.uid);
  });
}

asio::awaitable<Result<OpenDigest>> JobSpool::open_digest(std::string robot) {
  return writer_.execute<OpenDigest>(kSmallJob, [this, robot = std::move(robot)](Database& inside) {
    return storage::open_digest(inside, robot, identity_.uid);
  });
}

asio::awaitable<Result<std::vector<alert::Alert>>> JobSpool::alerts_of(std::vector<ports::AlertId> ids) {
  return writer_.execute<std::vector<alert::Alert>>(
      kSmallJob, [ids = std::move(ids)](Database& inside) { return read_alerts(inside, ids); });
}

asio::awaitable<Result<AttemptId>> JobSpool::begin_digest_attempt(DigestId digest, std::string robot_key,
                                                                  BootTime now) {
  return writer_.execute<AttemptId>(kSmallJob, [this, digest, key = std::move(robot_key), now](Database& inside) {
    return storage::begin_digest_attempt(inside, digest, key, moment(now));
  });
}

asio::awaitable<Result<JobSpool::Gathered>> JobSpool::gather_some(DigestId digest, DigestPlace from) {
  return writer_.execute<Gathered>(kSmallJob, [digest, from](Database& inside) -> Result<Gathered> {
    Gathered gathered;
    const auto next = gather_members(inside, digest, from, gathered.builder);
    if (!next) {
      return next.error();
    }
    gathered.next = *next;
    return gathered;
  });
}

asio::awaitable<Result<delivery::DigestBuilder>> JobSpool::gather_digest(DigestId digest) {
  delivery::DigestBuilder all;
  std::optional<DigestPlace> place{DigestPlace{}};
  while (place.has_value()) {
    Result<Gathered> some = co_await gather_some(digest, *place);
    if (!some) {
      co_return some.error();
    }
    all.merge(std::move(some->builder));
    place = some->next;
  }
  co_return all;
}

asio::awaitable<Result<std::int64_t>> JobSpool::settle_some(DigestId digest) {
  return writer_.execute<std::int64_t>(
      kSmallJob, [this, digest](Database& inside) { return settle_members(inside, digest, moment()); });
}

asio::awaitable<Result<std::int64_t>> JobSpool::settle_digest(DigestId digest) {
  std::int64_t total = 0;
  for (;;) {
    const Result<std::int64_t> settled = co_await settle_some(digest);
    if (!settled) {
      co_return settled.error();
    }
    total += *settled;
    if (*settled < kSettleStep) {
      co_return total;
    }
  }
}

asio::awaitable<Result<void>> JobSpool::end_attempt(AttemptId attempt, Outcome outcome, BootTime now) {
  return writer_.execute<void>(kSmallJob, [this, attempt, outcome = std::move(outcome), now](Database& inside) {
    return storage::end_attempt(inside, attempt, outcome, moment(now));
  });
}

asio::awaitable<Result<RobotLedger>> JobSpool::ledger(std::string robot_key, delivery::SlotCounts slots, BootTime now) {
  return writer_.execute<RobotLedger>(kSmallJob, [this, key = std::move(robot_key), slots, now](Database& inside) {
    return read_ledger(inside, key, slots, moment(now));
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

asio::awaitable<Result<Copied>> JobSpool::copy_some(Diversion diversion) {
  return writer_.execute<Copied>(kSmallJob, [this, diversion = std::move(diversion)](Database& inside) {
    return copy_waiting(inside, diversion, moment());
  });
}

asio::awaitable<Result<std::int64_t>> JobSpool::divert(Diversion diversion) {
  std::int64_t total = 0;
  for (;;) {
    const Result<Copied> copied = co_await copy_some(diversion);
    if (!copied) {
      co_return copied.error();
    }
    total += copied->copies;
    if (!copied->more) {
      co_return total;
    }
  }
}

asio::awaitable<Result<void>> JobSpool::end_diversion(std::string robot) {
  return writer_.execute<void>(
      kSmallJob, [robot = std::move(robot)](Database& inside) { return storage::end_diversion(inside, robot); });
}

asio::awaitable<Result<std::vector<std::string>>> JobSpool::untold_losses(Milliseconds interval) {
  return writer_.execute<std::vector<std::string>>(
      kSmallJob, [this, interval](Database& inside) { return storage::untold_losses(inside, interval, moment()); });
}

asio::awaitable<Result<std::int64_t>> JobSpool::tell_losses(
    std::string robot, std::function<alert::Alert(const delivery::Losses&)> compose) {
  return writer_.execute<std::int64_t>(
      kSmallJob, [this, robot = std::move(robot), compose = std::move(compose)](Database& inside) {
        return storage::tell_losses(inside, robot, compose, moment());
      });
}

asio::awaitable<Result<ports::SourceState>> JobSpool::watch(ports::SourceWatch watch) {
  return writer_.execute<ports::SourceState>(
      kSmallJob, [this, watch = std::move(watch)](Database& inside) { return watch_source(inside, watch, moment()); });
}

asio::awaitable<Result<SpoolCounts>> JobSpool::counts() {
  return writer_.execute<SpoolCounts>(kSmallJob, [](Database& inside) { return read_counters(inside); });
}

Result<SpoolStatus> JobSpool::status(Database& database) {
  Result<SpoolStatus> status = read_status(database, headroom_.capacity(), moment());
  if (status) {
    status->pressure = headroom_.pressure();
  }
  return status;
}

asio::awaitable<Result<SpoolStatus>> JobSpool::status() {
  return writer_.execute<SpoolStatus>(kSmallJob, [this](Database& inside) { return status(inside); });
}

}  // namespace relay::storage
