// SPDX-License-Identifier: MIT
#include "storage/retention.hpp"

#include <algorithm>

#include "storage/counters.hpp"
#include "storage/dedup.hpp"
#include "storage/issues.hpp"
#include "storage/ledger.hpp"
#include "storage/query.hpp"
#include "storage/repeats.hpp"

namespace relay::storage {
namespace {

constexpr std::int64_t kAlertStep = 64;
constexpr std::int64_t kRowStep = 256;
constexpr std::int64_t kFreePagesKept = 1024;  // 4 MiB for the next burst

enum class Dead { no, yes };

// Those whose rows the next step of drop_alerts takes along, by state.
Result<void> count_alerts(Database& database, Dead dead, WallTime until) {
  Query query(database,
              "SELECT state, count(*) FROM delivery WHERE alert IN (SELECT id FROM alert WHERE dead = ?"
              " AND finished_wall <= ? ORDER BY finished_wall LIMIT ?) GROUP BY state",
              dead, until, kAlertStep);
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return boost::system::in_place_value;
    }
    if (Result<void> counted = count_forgotten(database, query.text(0), query.integer(1)); !counted) {
      return counted;
    }
  }
}

Result<bool> drop_alerts(Database& database, Dead dead, WallTime until) {
  if (const Result<void> counted = count_alerts(database, dead, until); !counted) {
    return counted.error();
  }
  return drop_some(database, kAlertStep,
                   "DELETE FROM alert WHERE id IN (SELECT id FROM alert WHERE dead = ? AND finished_wall <= ?"
                   " ORDER BY finished_wall LIMIT ?)",
                   dead, until);
}

// Of dead letters only so many are kept: until when those finished that are too many.
Result<WallTime> surplus_until(Database& database) {
  Query query(database,
              "SELECT finished_wall FROM alert WHERE dead = 1 AND finished_wall IS NOT NULL"
              " ORDER BY finished_wall DESC LIMIT 1 OFFSET ?",
              kDeadLettersKept);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  return *row ? query.wall_time(0) : WallTime::min();
}

Result<bool> drop_dead_letters(Database& database, WallTime until) {
  const Result<WallTime> surplus = surplus_until(database);
  if (!surplus) {
    return surplus.error();
  }
  return drop_alerts(database, Dead::yes, std::max(until, *surplus));
}

Result<bool> drop_payloads(Database& database, WallTime until) {
  return drop_some(database, kAlertStep,
                   "DELETE FROM payload WHERE alert IN"
                   " (SELECT alert FROM payload WHERE received_wall <= ? ORDER BY alert LIMIT ?)",
                   until);
}

Result<bool> drop_digests(Database& database, WallTime until) {
  return drop_some(database, kRowStep,
                   "DELETE FROM digest WHERE id IN (SELECT id FROM digest WHERE settled_wall <= ? ORDER BY id LIMIT ?)",
                   until);
}

// Those of an earlier boot are needed from the beginning of this one on.
Result<bool> drop_attempts(Database& database, const Moment& moment) {
  return drop_some(database, kRowStep,
                   "DELETE FROM attempt WHERE id IN (SELECT id FROM attempt WHERE delivery IS NULL AND digest IS NULL"
                   " AND iif(boot = ?1, ended, ?2) <= ?3 LIMIT ?4)",
                   moment.boot.number, moment.boot.began, moment.now - kLedgerKept);
}

Result<bool> give_back_pages(Database& database) {
  const Result<std::int64_t> free = read_integer(database, "PRAGMA freelist_count");
  if (!free) {
    return free.error();
  }
  if (*free <= kFreePagesKept) {
    return false;
  }
  if (const Result<void> done = run(database, "PRAGMA incremental_vacuum(64)"); !done) {
    return done.error();
  }
  return true;
}

Result<bool> forget(Database& database, const Capacity& capacity, const Retention& retention, const Moment& moment) {
  const Result<bool> room = capacity.has_room(database);
  if (!room) {
    return room.error();
  }
  if (!*room) {
    const Result<bool> dropped = drop_finished(database, moment.wall);
    if (!dropped || *dropped) {
      return dropped;
    }
  }
  if (const Result<void> forgotten = forget_subjects(database, moment.now); !forgotten) {
    return forgotten.error();
  }
  const WallTime finished_until = moment.wall - retention.finished;
  bool more = false;
  for (const Result<bool>& step :
       {drop_alerts(database, Dead::no, finished_until), drop_dead_letters(database, moment.wall - retention.dead),
        drop_payloads(database, moment.wall - retention.payloads), drop_issues(database, finished_until),
        drop_digests(database, finished_until), drop_attempts(database, moment), drop_repeats(database, moment.wall),
        give_back_pages(database)}) {
    if (!step) {
      return step;
    }
    more = more || *step;
  }
  return more;
}

}  // namespace

Result<bool> drop_finished(Database& database, WallTime until) {
  const Result<bool> dropped = drop_alerts(database, Dead::no, until);
  if (!dropped || *dropped) {
    return dropped;
  }
  return drop_alerts(database, Dead::yes, until);
}

Result<bool> forget_some(Database& database, const Capacity& capacity, const Retention& retention,
                         const Moment& moment) {
  bool more = false;
  const Result<void> done = transact(database, [&](Database&) -> Result<void> {
    const Result<bool> step = forget(database, capacity, retention, moment);
    if (!step) {
      return step.error();
    }
    more = *step;
    return boost::system::in_place_value;
  });
  if (!done) {
    return done.error();
  }
  return more;
}

}  // namespace relay::storage
