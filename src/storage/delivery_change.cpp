// SPDX-License-Identifier: MIT
#include "storage/delivery_change.hpp"

#include "storage/counters.hpp"
#include "storage/query.hpp"

namespace relay::storage {
namespace {

using delivery::Form;
using delivery::State;
using ports::AlertId;
using ports::DeliveryId;

// `alert` is that of the delivery; not_found when it was pending no more.
Result<void> note_end(Database& database, const Result<AlertId>& alert, State end, WallTime now) {
  if (!alert) {
    return alert.error().kind == ErrorKind::not_found ? Result<void>(boost::system::in_place_value) : alert.error();
  }
  if (end == State::pending) {
    return boost::system::in_place_value;
  }
  if (Result<void> counted = count_ends(database, end, 1); !counted) {
    return counted;
  }
  return finish_alert(database, *alert, now);
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

Result<void> change_delivery(Database& database, DeliveryId id, const DeliveryChange& change, const Moment& moment) {
  const std::optional<BootTime> due =
      change.state == State::pending ? std::optional(not_before(change, moment.now)) : std::nullopt;
  const std::optional<WallTime> ended = due.has_value() ? std::nullopt : std::optional(moment.wall);
  const bool alone = change.progress.unknown > 0 || change.progress.form == Form::plain;
  const Result<AlertId> alert =
      read_integer(database,
                   "UPDATE delivery SET state = ?, due = ?, ended_wall = ?, attempts = max(attempts, ?), busy = ?, "
                   "unexpected = ?, unknown = ?,"
                   " plain = ?, rank = iif(?, 0, rank) WHERE id = ? AND state = 'pending' RETURNING alert",
                   delivery::to_string(change.state), due, ended, change.progress.attempts, change.progress.busy,
                   change.progress.unexpected, change.progress.unknown, change.progress.form == Form::plain, alone, id);
  return note_end(database, alert, change.state, moment.wall);
}

Result<void> end_delivery(Database& database, DeliveryId id, State end, const Moment& moment) {
  const Result<AlertId> alert = read_integer(
      database,
      "UPDATE delivery SET state = ?, due = NULL, ended_wall = ? WHERE id = ? AND state = 'pending' RETURNING alert",
      delivery::to_string(end), moment.wall, id);
  return note_end(database, alert, end, moment.wall);
}

}  // namespace relay::storage
