// SPDX-License-Identifier: MIT
#include "storage/attempts.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "relay/delivery/retry_policy.hpp"
#include "storage/block.hpp"
#include "storage/deliveries.hpp"
#include "storage/delivery_change.hpp"
#include "storage/query.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace {

using delivery::Reason;
using delivery::VerdictKind;
using ports::AttemptId;
using ports::DeliveryId;

struct OpenAttempt {
  AttemptId id;
  DeliveryId delivery;
  std::string robot_key;
};

struct Interrupted {
  AttemptId id;
  DeliveryId delivery;
  delivery::Progress progress;
};

Result<OpenAttempt> find_open(Database& database, AttemptId attempt) {
  Query query(database,
              "SELECT a.delivery, k.key FROM attempt a JOIN robot_key k ON k.id = a.robot_key"
              " WHERE a.id = ? AND a.ended IS NULL",
              attempt);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return fail(ErrorKind::not_found, "attempt " + std::to_string(attempt) + " is not open");
  }
  return OpenAttempt{attempt, query.integer(0), query.text(1)};
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
              "SELECT a.id, d.id, d.attempts, d.busy, d.unexpected, d.unknown, d.plain"
              " FROM attempt a LEFT JOIN delivery d ON d.id = a.delivery WHERE a.ended IS NULL");
  std::vector<Interrupted> found;
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return found;
    }
    found.push_back({query.integer(0), query.integer(1), read_progress(query, 2)});
  }
}

Result<void> close_one(Database& database, const Interrupted& attempt, const Moment& moment) {
  const Ending ending{VerdictKind::unknown, Reason::shutting_down, "the relay stopped before an answer came", true};
  if (Result<void> closed = close(database, attempt.id, ending, moment); !closed) {
    return closed;
  }
  const delivery::NextStep step = delivery::after(attempt.progress, {VerdictKind::unknown, Reason::shutting_down});
  const DeliveryChange change{step.state, step.progress, moment.now + step.delay};
  return change_delivery(database, attempt.delivery, change, moment);
}

}  // namespace

Result<AttemptId> begin_attempt(Database& database, DeliveryId delivery, const std::string& robot_key,
                                const Moment& moment) {
  const Result<void> counted =
      run(database, "UPDATE delivery SET attempts = attempts + 1 WHERE id = ? AND state = 'pending'", delivery);
  if (!counted) {
    return counted.error();
  }
  if (database.rows_changed() == 0) {
    return fail(ErrorKind::not_found, "delivery " + std::to_string(delivery) + " does not wait");
  }
  const Result<std::int64_t> key = robot_key_id(database, robot_key);
  if (!key) {
    return key.error();
  }
  const Result<void> begun =
      run(database, "INSERT INTO attempt(delivery, robot_key, boot, started, started_wall) VALUES(?, ?, ?, ?, ?)",
          delivery, *key, moment.boot.number, moment.now, moment.wall);
  if (!begun) {
    return begun.error();
  }
  return database.last_insert_id();
}

Result<std::optional<ports::StartedAttempt>> begin_next(Database& database, const std::string& robot,
                                                        const std::string& robot_key, const std::string& uid,
                                                        const Moment& moment) {
  Result<std::optional<ports::PendingDelivery>> next = next_delivery(database, robot, moment.now, uid);
  if (!next) {
    return next.error();
  }
  if (!next->has_value()) {
    return std::optional<ports::StartedAttempt>{};
  }
  const Result<AttemptId> attempt = begin_attempt(database, (*next)->id, robot_key, moment);
  if (!attempt) {
    return attempt.error();
  }
  return std::optional<ports::StartedAttempt>({*attempt, std::move(**next)});
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
  const DeliveryChange change{outcome.state, outcome.progress, outcome.due};
  if (Result<void> changed = change_delivery(database, open->delivery, change, moment); !changed) {
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
