// SPDX-License-Identifier: MIT
#include "storage/digests.hpp"

#include <vector>

#include "storage/counters.hpp"
#include "storage/deliveries.hpp"
#include "storage/delivery_change.hpp"
#include "storage/query.hpp"
#include "storage/rank.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace {

using delivery::DigestMember;
using delivery::Novelty;
using delivery::State;
using ports::AlertId;
using ports::DeliveryId;
using ports::DigestId;
using ports::OpenDigest;

State state_in(std::string_view text) { return delivery::state_from(text).value_or(State::pending); }

// What becomes of a member.
State follow(State digest) { return digest == State::shown ? State::digested : digest; }

struct Scope {
  std::int64_t robot;
  DeliveryId last;
  State state;
};

Result<Scope> scope_of(Database& database, DigestId digest) {
  Query query(database, "SELECT robot, last, state FROM digest WHERE id = ? AND settled_wall IS NULL", digest);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return fail(ErrorKind::not_found, "digest " + std::to_string(digest) + " is not open");
  }
  return Scope{query.integer(0), query.integer(1), state_in(query.text(2))};
}

DigestMember member_of(const Query& query) {
  DigestMember member;
  member.alert = query.integer(2);
  // Alerts of a spool before digests have no key: each is an issue of its own.
  member.issue = query.is_null(3) ? "#" + std::to_string(member.alert) : query.text(3);
  member.project = query.text(4);
  member.level = alert::level_from(query.text(5));
  member.novelty = query.integer(6) != 0 ? Novelty::first : Novelty::known;
  member.received = query.wall_time(7);
  return member;
}

// The waiting deliveries of one rank lie in delivery_waiting by due and id.
constexpr std::string_view kMembers =
    "SELECT d.id, d.due, d.alert, a.issue, a.project, a.level, a.novelty, a.received_wall"
    " FROM delivery d JOIN alert a ON a.id = d.alert"
    " WHERE d.robot = ?1 AND d.rank = ?2 AND d.due >= ?3 AND (d.due > ?3 OR d.id > ?4) AND d.id <= ?5"
    " ORDER BY d.due, d.id LIMIT ?6";

// Moves `place` behind the last row that was read; how many there were.
Result<std::int64_t> gather_rank(Database& database, const Scope& scope, DigestPlace& place,
                                 delivery::DigestBuilder& builder) {
  Query query(database, kMembers, scope.robot, kRanks.at(place.rank), place.due, place.delivery, scope.last,
              kGatherStep);
  for (std::int64_t count = 0;; ++count) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return count;
    }
    place.delivery = query.integer(0);
    place.due = query.boot_time(1);
    builder.add(member_of(query));
  }
}

Result<std::vector<AlertId>> end_some(Database& database, DigestId digest, const Scope& scope, WallTime now) {
  Query query(
      database,
      "UPDATE delivery SET state = ?1, due = NULL, digest = ?2, ended_wall = ?6 WHERE id IN (SELECT id FROM delivery"
      " WHERE robot = ?3 AND rank IN (1, 2, 3) AND due >= 0 AND id <= ?4 LIMIT ?5) RETURNING alert",
      delivery::to_string(follow(scope.state)), digest, scope.robot, scope.last, kSettleStep, now);
  return integers_of(query);
}

}  // namespace

Result<std::optional<OpenDigest>> find_digest(Database& database, const std::string& robot, const std::string& uid) {
  const Result<std::optional<std::int64_t>> robot_id = find_robot(database, robot);
  if (!robot_id) {
    return robot_id.error();
  }
  Query query(database,
              "SELECT id, last, state, due, attempts, busy, unexpected, unknown, plain FROM digest"
              " WHERE robot = ? AND settled_wall IS NULL",
              *robot_id);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return std::optional<OpenDigest>{};
  }
  const DigestId id = query.integer(0);
  return std::optional<OpenDigest>({id, query.integer(1), state_in(query.text(2)), read_progress(query, 4),
                                    query.boot_time(3), uid + ":digest:" + std::to_string(id)});
}

Result<OpenDigest> open_digest(Database& database, const std::string& robot, const std::string& uid) {
  const Result<std::optional<OpenDigest>> open = find_digest(database, robot, uid);
  if (!open) {
    return open.error();
  }
  if (open->has_value()) {
    return fail(ErrorKind::unavailable, "a digest for " + robot + " is under way");
  }
  const Result<std::int64_t> id = robot_id(database, robot);
  if (!id) {
    return id.error();
  }
  if (const Result<void> made = run(database,
                                    "INSERT INTO digest(robot, last, state) SELECT ?, ifnull(max(id), 0), ?"
                                    " FROM delivery",
                                    *id, delivery::to_string(State::pending));
      !made) {
    return made.error();
  }
  const Result<std::optional<OpenDigest>> made = find_digest(database, robot, uid);
  if (!made) {
    return made.error();
  }
  return **made;
}

Result<std::optional<DigestPlace>> gather_members(Database& database, DigestId digest, DigestPlace from,
                                                  delivery::DigestBuilder& builder) {
  const Result<Scope> scope = scope_of(database, digest);
  if (!scope) {
    return scope.error();
  }
  const Result<std::int64_t> count = gather_rank(database, *scope, from, builder);
  if (!count) {
    return count.error();
  }
  if (*count == kGatherStep) {
    return std::optional(from);
  }
  const std::size_t next = from.rank + 1;
  return next < kRanks.size() ? std::optional(DigestPlace{next}) : std::nullopt;
}

Result<void> drop_untried_digests(Database& database) {
  return run(database, "DELETE FROM digest WHERE settled_wall IS NULL AND state = 'pending' AND attempts = 0");
}

Result<void> change_digest(Database& database, DigestId digest, const DigestChange& change, BootTime now) {
  if (change.state == State::pending && change.fate == ports::DigestFate::dissolve) {
    return run(database, "DELETE FROM digest WHERE id = ? AND state = 'pending'", digest);
  }
  const BootTime due = change.due.has_value() && *change.due > now ? *change.due : BootTime{};
  return run(database,
             "UPDATE digest SET state = ?, due = ?, attempts = max(attempts, ?), busy = ?, unexpected = ?, unknown = ?,"
             " plain = ? WHERE id = ? AND state = 'pending'",
             delivery::to_string(change.state), due, change.progress.attempts, change.progress.busy,
             change.progress.unexpected, change.progress.unknown, change.progress.form == delivery::Form::plain,
             digest);
}

Result<delivery::DigestBuilder> settled_members(Database& database, DigestId digest) {
  Query query(database,
              "SELECT d.id, 0, d.alert, a.issue, a.project, a.level, a.novelty, a.received_wall FROM delivery d"
              " JOIN alert a ON a.id = d.alert WHERE d.digest = ?",
              digest);
  delivery::DigestBuilder builder;
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return builder;
    }
    builder.add(member_of(query));
  }
}

Result<std::int64_t> settle_members(Database& database, DigestId digest, const Moment& moment) {
  const Result<Scope> scope = scope_of(database, digest);
  if (!scope) {
    return scope.error();
  }
  if (scope->state == State::pending) {
    return fail(ErrorKind::invalid_argument, "digest " + std::to_string(digest) + " has not ended");
  }
  const Result<std::vector<AlertId>> alerts = end_some(database, digest, *scope, moment.wall);
  if (!alerts) {
    return alerts.error();
  }
  const auto count = static_cast<std::int64_t>(alerts->size());
  if (const Result<void> noted = note_ends(database, *alerts, follow(scope->state), moment); !noted) {
    return noted.error();
  }
  if (count < kSettleStep) {
    if (const Result<void> settled =
            run(database, "UPDATE digest SET settled_wall = ? WHERE id = ?", moment.wall, digest);
        !settled) {
      return settled.error();
    }
  }
  return count;
}

}  // namespace relay::storage
