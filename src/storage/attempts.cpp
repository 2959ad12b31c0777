// SPDX-License-Identifier: MIT
#include "storage/attempts.hpp"

#include <optional>
#include <vector>

#include "relay/delivery/retry_policy.hpp"
#include "storage/block.hpp"
#include "storage/deliveries.hpp"
#include "storage/delivery_change.hpp"
#include "storage/digests.hpp"
#include "storage/query.hpp"
#include "storage/repeats.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace {

using delivery::Reason;
using delivery::VerdictKind;
using ports::AttemptId;
using ports::DeliveryId;
using ports::DigestId;

struct OpenAttempt {
  AttemptId id;
  DeliveryId delivery;  // 0 when it is a digest's
  std::optional<DigestId> digest;
  std::string robot_key;
  std::optional<Boarded> boarded;
};

struct Interrupted {
  AttemptId id;
  DeliveryId delivery;  // likewise
  std::optional<DigestId> digest;
  std::optional<Boarded> boarded;
  delivery::Progress progress;
};

std::optional<std::int64_t> id_in(const Query& query, int column) {
  return query.is_null(column) ? std::nullopt : std::optional(query.integer(column));
}

// Columns: delivery, its repeat, the attempt's riders_last.
std::optional<Boarded> boarded_in(const Query& query, int delivery, int repeat, int last) {
  return query.is_null(repeat)
             ? std::nullopt
             : std::optional(Boarded{query.integer(delivery), query.integer(repeat), query.integer(last)});
}

Result<OpenAttempt> find_open(Database& database, AttemptId attempt) {
  Query query(database,
              "SELECT a.delivery, a.digest, k.key, d.repeat, a.riders_last FROM attempt a"
              " JOIN robot_key k ON k.id = a.robot_key LEFT JOIN delivery d ON d.id = a.delivery"
              " WHERE a.id = ? AND a.ended IS NULL",
              attempt);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return fail(ErrorKind::not_found, "attempt " + std::to_string(attempt) + " is not open");
  }
  return OpenAttempt{attempt, query.integer(0), id_in(query, 1), query.text(2), boarded_in(query, 0, 3, 4)};
}

struct Ending {
  VerdictKind verdict;
  Reason reason;
  std::string_view detail;
  bool counts;
};

Result<void> close(Database& database, AttemptId attempt, const Ending& ending, const Moment& moment) {
  return run(database,
             "UPDATE attempt SET boot = ?1, ended = max(?2, iif(boot = ?1, started, 0)), counts = ?3, verdict = ?4,"
             " reason = ?5, detail = ?6 WHERE id = ?7",
             moment.boot.number, moment.now, ending.counts, delivery::to_string(ending.verdict),
             delivery::to_string(ending.reason), ending.detail, attempt);
}

Result<std::vector<Interrupted>> find_interrupted(Database& database) {
  Query query(database,
              "SELECT a.id, d.id, g.id, ifnull(d.attempts, g.attempts), ifnull(d.busy, g.busy),"
              " ifnull(d.unexpected, g.unexpected), ifnull(d.unknown, g.unknown), ifnull(d.plain, g.plain),"
              " d.repeat, a.riders_last"
              " FROM attempt a LEFT JOIN delivery d ON d.id = a.delivery LEFT JOIN digest g ON g.id = a.digest"
              " WHERE a.ended IS NULL");
  std::vector<Interrupted> found;
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return found;
    }
    found.push_back(
        {query.integer(0), query.integer(1), id_in(query, 2), boarded_in(query, 1, 8, 9), read_progress(query, 3)});
  }
}

// Of an attempt at a delivery, and what is said of its riders.
Result<void> change_single(Database& database, DeliveryId id, const std::optional<Boarded>& boarded,
                           const DeliveryChange& change, const Moment& moment) {
  Result<void> changed = change_delivery(database, id, change, moment);
  if (!changed || !boarded.has_value()) {
    return changed;
  }
  if (change.state == delivery::State::shown) {
    return settle_riders(database, *boarded, moment);
  }
  const bool doubtful = change.state == delivery::State::pending && change.progress.unknown > 0;
  return doubtful ? bind_riders(database, *boarded) : changed;
}

Result<void> close_one(Database& database, const Interrupted& attempt, const Moment& moment) {
  const Ending ending{VerdictKind::unknown, Reason::shutting_down, "the relay stopped before an answer came", true};
  if (Result<void> closed = close(database, attempt.id, ending, moment); !closed) {
    return closed;
  }
  const delivery::NextStep step = delivery::after(attempt.progress, {VerdictKind::unknown, Reason::shutting_down});
  const BootTime due = moment.now + step.delay;
  if (attempt.digest.has_value()) {
    return change_digest(database, *attempt.digest, {step.state, step.progress, due, ports::DigestFate::keep},
                         moment.now);
  }
  return change_single(database, attempt.delivery, attempt.boarded, {step.state, step.progress, due}, moment);
}

Result<AttemptId> insert_attempt(Database& database, std::optional<DeliveryId> delivery, std::optional<DigestId> digest,
                                 const std::string& robot_key, delivery::Slot slot, const Moment& moment) {
  const Result<std::int64_t> key = robot_key_id(database, robot_key);
  if (!key) {
    return key.error();
  }
  const Result<void> begun = run(database,
                                 "INSERT INTO attempt(delivery, digest, slot, robot_key, boot, started, started_wall)"
                                 " VALUES(?, ?, ?, ?, ?, ?, ?)",
                                 delivery, digest, slot, *key, moment.boot.number, moment.now, moment.wall);
  if (!begun) {
    return begun.error();
  }
  return database.last_insert_id();
}

Result<void> change_subject(Database& database, const OpenAttempt& attempt, const ports::Outcome& outcome,
                            const Moment& moment) {
  if (attempt.digest.has_value()) {
    return change_digest(database, *attempt.digest, {outcome.state, outcome.progress, outcome.due, outcome.digest},
                         moment.now);
  }
  return change_single(database, attempt.delivery, attempt.boarded, {outcome.state, outcome.progress, outcome.due},
                       moment);
}

}  // namespace

Result<AttemptId> begin_attempt(Database& database, DeliveryId delivery, const std::string& robot_key,
                                delivery::Slot slot, const Moment& moment) {
  const Result<void> counted =
      run(database, "UPDATE delivery SET attempts = attempts + 1 WHERE id = ? AND state = 'pending'", delivery);
  if (!counted) {
    return counted.error();
  }
  if (database.rows_changed() == 0) {
    return fail(ErrorKind::not_found, "delivery " + std::to_string(delivery) + " does not wait");
  }
  return insert_attempt(database, delivery, std::nullopt, robot_key, slot, moment);
}

Result<AttemptId> begin_digest_attempt(Database& database, DigestId digest, const std::string& robot_key,
                                       const Moment& moment) {
  const Result<void> counted =
      run(database, "UPDATE digest SET attempts = attempts + 1 WHERE id = ? AND state = 'pending'", digest);
  if (!counted) {
    return counted.error();
  }
  if (database.rows_changed() == 0) {
    return fail(ErrorKind::not_found, "digest " + std::to_string(digest) + " does not wait");
  }
  return insert_attempt(database, std::nullopt, digest, robot_key, delivery::Slot::digest, moment);
}

Result<void> end_attempt(Database& database, AttemptId attempt, const ports::Outcome& outcome, const Moment& moment) {
  const Result<OpenAttempt> open = find_open(database, attempt);
  if (!open) {
    return open.error();
  }
  if (outcome.verdict == VerdictKind::aborted) {
    return boost::system::in_place_value;
  }
  const Ending ending{outcome.verdict, outcome.reason, outcome.detail, outcome.counts_in_window};
  if (Result<void> closed = close(database, attempt, ending, moment); !closed) {
    return closed;
  }
  if (Result<void> changed = change_subject(database, *open, outcome, moment); !changed) {
    return changed;
  }
  if (!outcome.blocked_until) {
    return boost::system::in_place_value;
  }
  return set_block(database, open->robot_key, {*outcome.blocked_until, outcome.reason}, moment.now, moment.wall);
}

Result<std::int64_t> close_interrupted(Database& database, const Moment& moment) {
  const Result<std::vector<Interrupted>> attempts = find_interrupted(database);
  if (!attempts) {
    return attempts.error();
  }
  for (const Interrupted& attempt : *attempts) {
    if (const Result<void> closed = close_one(database, attempt, moment); !closed) {
      return closed.error();
    }
  }
  return static_cast<std::int64_t>(attempts->size());
}

}  // namespace relay::storage
