// SPDX-License-Identifier: MIT
#include "storage/repeats.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "storage/delivery_change.hpp"
#include "storage/query.hpp"

namespace relay::storage {
namespace {

using delivery::State;
using ports::AlertId;
using ports::DeliveryId;

constexpr std::int64_t kDropStep = 256;

// A clock that was ahead when the message was shown holds nobody for longer than the interval.
BootTime in_boot_time(WallTime until, Milliseconds interval, const Moment& moment) {
  return until > moment.wall ? moment.now + std::min(until - moment.wall, interval) : BootTime{};
}

// The last member of the digest that the robot has under way: it may have been seen, so none of its members rides.
Result<DeliveryId> last_member(Database& database, std::int64_t repeat) {
  return read_integer(database,
                      "SELECT ifnull(max(g.last), 0) FROM repeat r JOIN digest g ON g.robot = r.robot"
                      " WHERE r.id = ? AND g.settled_wall IS NULL",
                      repeat);
}

Result<std::vector<AlertId>> end_riders(Database& database, const ShownLeader& shown, WallTime now) {
  const Result<DeliveryId> behind = last_member(database, shown.repeat);
  if (!behind) {
    return behind.error();
  }
  Query query(
      database,
      "UPDATE delivery SET state = ?1, due = NULL, ended_wall = ?5, told_by = ?2 WHERE repeat = ?3 AND due IS NOT NULL"
      " AND rank <> 0 AND id <= ?4 AND id <> ?2 AND id > ?6 RETURNING alert",
      delivery::to_string(State::digested), shown.leader, shown.repeat, shown.last, now, *behind);
  return integers_of(query);
}

// A robot's wall clock need not be right: only the length of the interval matters.
Result<void> begin_quiet(Database& database, std::int64_t repeat, const Moment& moment) {
  const Result<std::int64_t> interval = read_integer(
      database, "UPDATE repeat SET until_wall = ?1 + interval WHERE id = ?2 RETURNING interval", moment.wall, repeat);
  if (!interval) {
    return interval.error();
  }
  return run(database, "UPDATE delivery SET due = ? WHERE repeat = ? AND due = 0 AND rank <> 0",
             moment.now + Milliseconds{*interval}, repeat);
}

// The last that rides. A message that may have been seen is sent again with the same ones: if DingTalk drops it as a
// repeat, nobody has read of others.
Result<DeliveryId> last_seat(Database& database, const ports::PendingDelivery& leader) {
  if (leader.progress.unknown == 0) {
    return std::numeric_limits<DeliveryId>::max();
  }
  return read_integer(database, "SELECT ifnull(max(riders_last), 0) FROM attempt WHERE delivery = ?", leader.id);
}

}  // namespace

Result<Quiet> quiet_of(Database& database, std::int64_t robot, const std::string& issue, Milliseconds interval,
                       const Moment& moment) {
  Query query(database,
              "INSERT INTO repeat(robot, issue, interval) VALUES(?, ?, ?)"
              " ON CONFLICT(robot, issue) DO UPDATE SET interval = excluded.interval RETURNING id, until_wall",
              robot, issue, interval.count());
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  const Quiet quiet{query.integer(0), in_boot_time(query.wall_time(1), interval, moment)};
  if (const Result<bool> end = query.next(); !end) {
    return end.error();
  }
  return quiet;
}

Result<std::optional<Ride>> riders_of(Database& database, const ports::PendingDelivery& leader) {
  const Result<std::int64_t> repeat =
      read_integer(database, "SELECT ifnull(repeat, 0) FROM delivery WHERE id = ?", leader.id);
  if (!repeat) {
    return repeat.error();
  }
  if (*repeat == 0) {
    return std::optional<Ride>{};
  }
  const Result<DeliveryId> behind = last_member(database, *repeat);
  if (!behind) {
    return behind.error();
  }
  const Result<DeliveryId> last = last_seat(database, leader);
  if (!last) {
    return last.error();
  }
  Query query(database,
              "SELECT count(*), min(a.received_wall), max(d.id) FROM delivery d JOIN alert a ON a.id = d.alert"
              " WHERE d.repeat = ? AND d.due IS NOT NULL AND d.rank <> 0 AND d.id <> ? AND d.id > ? AND d.id <= ?",
              *repeat, leader.id, *behind, *last);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (query.integer(0) == 0) {
    return std::optional<Ride>{};
  }
  return std::optional(Ride{{query.integer(0), query.wall_time(1)}, query.integer(2)});
}

Result<void> board(Database& database, ports::AttemptId attempt, const Ride& ride) {
  return run(database, "UPDATE attempt SET riders_last = ? WHERE id = ?", ride.last, attempt);
}

Result<void> settle_riders(Database& database, const ShownLeader& shown, const Moment& moment) {
  const Result<std::vector<AlertId>> alerts = end_riders(database, shown, moment.wall);
  if (!alerts) {
    return alerts.error();
  }
  if (const Result<void> noted = note_ends(database, *alerts, State::digested, moment); !noted) {
    return noted;
  }
  return begin_quiet(database, shown.repeat, moment);
}

Result<bool> drop_repeats(Database& database, WallTime now) {
  const Result<void> done =
      run(database,
          "DELETE FROM repeat WHERE id IN (SELECT id FROM repeat WHERE until_wall <= ?"
          " AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.repeat = repeat.id AND d.due IS NOT NULL)"
          " LIMIT ?)",
          now, kDropStep);
  if (!done) {
    return done.error();
  }
  return database.rows_changed() == kDropStep;
}

}  // namespace relay::storage
