// SPDX-License-Identifier: MIT
#include "storage/repeats.hpp"

#include <algorithm>

#include "storage/delivery_change.hpp"
#include "storage/query.hpp"
#include "storage/rank.hpp"

namespace relay::storage {
namespace {

using delivery::State;
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

// A robot's wall clock need not be right: only the length of the interval matters.
Result<void> begin_quiet(Database& database, std::int64_t repeat, const Moment& moment) {
  const Result<std::int64_t> interval = read_integer(
      database, "UPDATE repeat SET until_wall = ?1 + interval WHERE id = ?2 RETURNING interval", moment.wall, repeat);
  if (!interval) {
    return interval.error();
  }
  return run(database, "UPDATE delivery SET due = ? WHERE repeat = ? AND due = 0 AND rank BETWEEN 1 AND 3",
             moment.now + Milliseconds{*interval}, repeat);
}

std::optional<Ride> ride_in(const Query& query) {
  return query.integer(0) == 0 ? std::nullopt
                               : std::optional(Ride{{query.integer(0), query.wall_time(1)}, query.integer(2)});
}

// A message that may have been seen is sent again with the same ones: if DingTalk drops it as a repeat, nobody has read
// of others.
Result<std::optional<Ride>> bound_to(Database& database, DeliveryId leader, std::int64_t repeat) {
  Query query(database,
              "SELECT count(*), min(a.received_wall), 0 FROM delivery d JOIN alert a ON a.id = d.alert"
              " WHERE d.repeat = ? AND d.due IS NOT NULL AND d.rank = ? AND d.told_by = ?",
              repeat, Rank::bound, leader);
  const Result<bool> row = query.next();
  return row ? Result<std::optional<Ride>>(ride_in(query)) : row.error();
}

Result<void> bind(Database& database, const Boarded& riders) {
  const Result<DeliveryId> behind = last_member(database, riders.repeat);
  if (!behind) {
    return behind.error();
  }
  return run(database,
             "UPDATE delivery SET rank = ?1, due = 0, told_by = ?2 WHERE repeat = ?3 AND due IS NOT NULL"
             " AND rank BETWEEN 1 AND 3 AND id <= ?4 AND id <> ?2 AND id > ?5",
             Rank::bound, riders.leader, riders.repeat, riders.last, *behind);
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
  if (leader.progress.unknown > 0) {
    return bound_to(database, leader.id, *repeat);
  }
  const Result<DeliveryId> behind = last_member(database, *repeat);
  if (!behind) {
    return behind.error();
  }
  Query query(database,
              "SELECT count(*), min(a.received_wall), max(d.id) FROM delivery d JOIN alert a ON a.id = d.alert"
              " WHERE d.repeat = ? AND d.due IS NOT NULL AND d.rank BETWEEN 1 AND 3 AND d.id <> ? AND d.id > ?",
              *repeat, leader.id, *behind);
  const Result<bool> row = query.next();
  return row ? Result<std::optional<Ride>>(ride_in(query)) : row.error();
}

Result<void> board(Database& database, ports::AttemptId attempt, const Ride& ride) {
  return run(database, "UPDATE attempt SET riders_last = ? WHERE id = ?", ride.last, attempt);
}

Result<void> bind_riders(Database& database, const Boarded& doubtful) {
  const Result<std::int64_t> waits =
      read_integer(database, "SELECT EXISTS(SELECT 1 FROM delivery WHERE id = ? AND due IS NOT NULL)", doubtful.leader);
  if (!waits) {
    return waits.error();
  }
  return *waits != 0 ? bind(database, doubtful) : Result<void>(boost::system::in_place_value);
}

Result<void> settle_riders(Database& database, const Boarded& shown, const Moment& moment) {
  if (const Result<void> bound = bind(database, shown); !bound) {
    return bound;
  }
  if (const Result<void> ended = end_bound(database, shown.leader, shown.repeat, State::digested, moment); !ended) {
    return ended;
  }
  return begin_quiet(database, shown.repeat, moment);
}

Result<bool> drop_repeats(Database& database, WallTime now) {
  return drop_some(database, kDropStep,
                   "DELETE FROM repeat WHERE id IN (SELECT id FROM repeat WHERE until_wall <= ?"
                   " AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.repeat = repeat.id AND d.due IS NOT NULL)"
                   " LIMIT ?)",
                   now);
}

}  // namespace relay::storage
