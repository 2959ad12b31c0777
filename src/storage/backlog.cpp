// SPDX-License-Identifier: MIT
#include "storage/backlog.hpp"

#include <algorithm>
#include <optional>

#include "storage/query.hpp"
#include "storage/rank.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace {

using ports::DeliveryId;

struct Ready {
  std::int64_t count{0};
  std::optional<DeliveryId> oldest;
};

// Those never tried have due 0 and lie in order of id; those whose time has come are few. Events of an issue that are
// counted on one message (repeats.hpp) are one.
Result<Ready> ready_of(Database& database, std::int64_t robot, Rank rank, DeliveryId behind, BootTime now) {
  Query query(
      database,
      "SELECT count(DISTINCT ifnull(repeat, -id)), min(id) FROM ("
      "  SELECT * FROM (SELECT id, repeat FROM delivery WHERE robot = ?1 AND rank = ?2 AND due = 0 AND id > ?3"
      "    ORDER BY id LIMIT ?5)"
      "  UNION ALL"
      "  SELECT * FROM (SELECT id, repeat FROM delivery WHERE robot = ?1 AND rank = ?2 AND due > 0 AND due <= ?4"
      "    AND id > ?3 LIMIT ?5))",
      robot, rank, behind, now, kBacklogCounted);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  return Ready{query.integer(0), query.is_null(1) ? std::nullopt : std::optional(query.integer(1))};
}

Result<std::optional<BootTime>> next_due_of(Database& database, std::int64_t robot, Rank rank, DeliveryId behind,
                                            BootTime now) {
  Query query(database,
              "SELECT due FROM delivery WHERE robot = ? AND rank = ? AND due > ? AND id > ? ORDER BY due LIMIT 1",
              robot, rank, now, behind);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  return *row ? std::optional(query.boot_time(0)) : std::nullopt;
}

// Of an alert of another boot by the wall clock.
Result<BootTime> accepted(Database& database, DeliveryId delivery, const Moment& moment) {
  const Result<std::int64_t> age =
      read_integer(database,
                   "SELECT iif(a.boot = ?2, ?3 - a.received, ?4 - a.received_wall) FROM delivery d"
                   " JOIN alert a ON a.id = d.alert WHERE d.id = ?1",
                   delivery, moment.boot.number, moment.now, moment.wall);
  if (!age) {
    return age.error();
  }
  return moment.now - Milliseconds{std::max<std::int64_t>(*age, 0)};
}

// The next rank at which anything waits: most have none, and a look at each would cost three questions.
Result<std::optional<Rank>> next_rank(Database& database, std::int64_t robot, std::optional<Rank> after) {
  Query query(database, "SELECT min(rank) FROM delivery WHERE robot = ? AND rank > ? AND rank < ? AND due IS NOT NULL",
              robot, after.has_value() ? static_cast<int>(*after) : -1, Rank::bound);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  return *row && !query.is_null(0) ? std::optional(static_cast<Rank>(query.integer(0))) : std::nullopt;
}

Result<void> add_rank(Database& database, std::int64_t robot, Rank rank, DeliveryId behind, const Moment& moment,
                      Waiting& waiting, std::optional<DeliveryId>& oldest) {
  const bool merges = rank != Rank::alone;
  const DeliveryId from = merges ? behind : 0;
  const Result<Ready> ready = ready_of(database, robot, rank, from, moment.now);
  if (!ready) {
    return ready.error();
  }
  const Result<std::optional<BootTime>> due = next_due_of(database, robot, rank, from, moment.now);
  if (!due) {
    return due.error();
  }
  delivery::Backlog& backlog = waiting.backlog;
  const auto count = static_cast<std::size_t>(ready->count);
  backlog.ready += count;
  backlog.mergeable += merges ? count : 0;
  if (merges && ready->oldest.has_value()) {
    oldest = std::min(oldest.value_or(*ready->oldest), *ready->oldest);
  }
  if (!waiting.first.has_value()) {
    waiting.first = ready->oldest;
  }
  if (due->has_value()) {
    backlog.next_due = std::min(backlog.next_due.value_or(**due), **due);
  }
  return boost::system::in_place_value;
}

}  // namespace

Result<Waiting> read_waiting(Database& database, const std::string& robot, DeliveryId behind, const Moment& moment) {
  Waiting waiting;
  const Result<std::optional<KnownRobot>> known = find_known_robot(database, robot);
  if (!known) {
    return known.error();
  }
  if (!known->has_value()) {
    return waiting;
  }
  const std::int64_t id = (*known)->id;
  waiting.backlog.paused = (*known)->paused;
  std::optional<DeliveryId> oldest;
  for (std::optional<Rank> rank;;) {
    const Result<std::optional<Rank>> next = next_rank(database, id, rank);
    if (!next) {
      return next.error();
    }
    rank = *next;
    if (!rank.has_value()) {
      break;
    }
    if (const Result<void> added = add_rank(database, id, *rank, behind, moment, waiting, oldest); !added) {
      return added.error();
    }
  }
  if (oldest.has_value()) {
    const Result<BootTime> since = accepted(database, *oldest, moment);
    if (!since) {
      return since.error();
    }
    waiting.backlog.oldest = *since;
  }
  return waiting;
}

}  // namespace relay::storage
