// SPDX-License-Identifier: MIT
#include "storage/delivery_change.hpp"

#include "storage/counters.hpp"
#include "storage/query.hpp"
#include "storage/rank.hpp"

namespace relay::storage {
namespace {

using delivery::Form;
using delivery::State;
using ports::AlertId;
using ports::DeliveryId;

// Of a change that was made, and what it led to.
struct Changed {
  AlertId alert;
  std::optional<std::int64_t> repeat;
};

Result<std::optional<Changed>> read_change(Query& query) {
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return std::optional<Changed>{};
  }
  const Changed changed{query.integer(0), query.is_null(1) ? std::nullopt : std::optional(query.integer(1))};
  if (const Result<bool> end = query.next(); !end) {
    return end.error();
  }
  return std::optional(changed);
}

// Nothing changed when it was pending no more.
Result<void> note_end(Database& database, DeliveryId id, const Result<std::optional<Changed>>& changed, State end,
                      const Moment& moment) {
  if (!changed) {
    return changed.error();
  }
  if (!changed->has_value() || end == State::pending) {
    return boost::system::in_place_value;
  }
  if (Result<void> counted = count_ends(database, end, 1); !counted) {
    return counted;
  }
  const auto& [alert, repeat] = **changed;
  if (end != State::shown && repeat.has_value()) {
    if (Result<void> ended = end_bound(database, id, *repeat, State::unknown, moment); !ended) {
      return ended;
    }
  }
  return finish_alert(database, alert, moment.wall);
}

// An instant that has passed is "at once", so that the delivery keeps its place in the order of ids.
BootTime not_before(const DeliveryChange& change, BootTime now) {
  return change.due && *change.due > now ? *change.due : BootTime{};
}

}  // namespace

Result<void> finish_alert(Database& database, AlertId alert, WallTime now) {
  return run(database,
             "UPDATE alert SET finished_wall = ?1,"
             " dead = EXISTS (SELECT 1 FROM delivery WHERE delivery.alert = ?2 AND state = 'dead') WHERE id = ?2"
             " AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.alert = ?2 AND state = 'pending')",
             now, alert);
}

Result<void> note_ends(Database& database, const std::vector<AlertId>& alerts, State end, const Moment& moment) {
  if (Result<void> counted = count_ends(database, end, static_cast<std::int64_t>(alerts.size())); !counted) {
    return counted;
  }
  for (const AlertId alert : alerts) {
    if (Result<void> finished = finish_alert(database, alert, moment.wall); !finished) {
      return finished;
    }
  }
  return boost::system::in_place_value;
}

Result<void> end_bound(Database& database, DeliveryId leader, std::int64_t repeat, State end, const Moment& moment) {
  Query query(database,
              "UPDATE delivery SET state = ?, due = NULL, ended_wall = ? WHERE repeat = ? AND due IS NOT NULL"
              " AND rank = ? AND told_by = ? RETURNING alert",
              delivery::to_string(end), moment.wall, repeat, Rank::bound, leader);
  const Result<std::vector<AlertId>> alerts = integers_of(query);
  return alerts ? note_ends(database, *alerts, end, moment) : alerts.error();
}

Result<void> change_delivery(Database& database, DeliveryId id, const DeliveryChange& change, const Moment& moment) {
  const std::optional<BootTime> due =
      change.state == State::pending ? std::optional(not_before(change, moment.now)) : std::nullopt;
  const std::optional<WallTime> ended = due.has_value() ? std::nullopt : std::optional(moment.wall);
  const bool alone = change.progress.unknown > 0 || change.progress.form == Form::plain;
  Query query(database,
              "UPDATE delivery SET state = ?, due = ?, ended_wall = ?, attempts = max(attempts, ?), busy = ?, "
              "unexpected = ?, unknown = ?,"
              " plain = ?, rank = iif(?, 0, rank) WHERE id = ? AND state = 'pending' RETURNING alert, repeat",
              delivery::to_string(change.state), due, ended, change.progress.attempts, change.progress.busy,
              change.progress.unexpected, change.progress.unknown, change.progress.form == Form::plain, alone, id);
  return note_end(database, id, read_change(query), change.state, moment);
}

Result<void> end_delivery(Database& database, DeliveryId id, State end, const Moment& moment) {
  Query query(database,
              "UPDATE delivery SET state = ?, due = NULL, ended_wall = ? WHERE id = ? AND state = 'pending'"
              " RETURNING alert, repeat",
              delivery::to_string(end), moment.wall, id);
  return note_end(database, id, read_change(query), end, moment);
}

}  // namespace relay::storage
