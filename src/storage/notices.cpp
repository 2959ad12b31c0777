// SPDX-License-Identifier: MIT
#include "storage/notices.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "storage/append.hpp"
#include "storage/query.hpp"
#include "storage/robots.hpp"
#include "storage/shed.hpp"

namespace relay::storage {
namespace {

using delivery::Losses;
using delivery::State;
using ports::SourceState;
using ports::SourceWatch;

// More alerts without room will follow the first.
constexpr Milliseconds kShedPause = std::chrono::minutes{1};

// What ended from told_wall on is not told yet; what ends in this very millisecond is left to the next notice. A clock
// that was set back since the robot was told says nothing about that: then the last hour counts.
constexpr Milliseconds kLookBack = std::chrono::hours{1};

Result<Losses> ends_of(Database& database, std::int64_t robot, WallTime now) {
  Query query(database,
              "SELECT d.state, count(*), min(d.ended_wall) FROM delivery d JOIN alert a ON a.id = d.alert"
              " WHERE d.robot = ?1 AND (d.state = 'dead' OR d.state = 'unknown' OR d.state = 'expired')"
              " AND d.ended_wall >= (SELECT iif(told_wall > ?2, ?3, told_wall) FROM robot WHERE id = ?1)"
              " AND d.ended_wall < ?2 AND a.own = 0 GROUP BY d.state",
              robot, now, now - kLookBack);
  Losses losses{{}, WallTime::max()};
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return losses;
    }
    losses.ends.emplace_back(delivery::state_from(query.text(0)).value_or(State::dead), query.integer(1));
    losses.since = std::min(losses.since, query.wall_time(2));
  }
}

Result<Losses> losses_of(Database& database, std::int64_t robot, WallTime now) {
  Result<Losses> losses = ends_of(database, robot, now);
  if (!losses) {
    return losses;
  }
  Result<ShedCount> shed = shed_of(database, robot);
  if (!shed) {
    return shed.error();
  }
  if (shed->alerts > 0) {
    losses->ends.emplace_back(State::shed, shed->alerts);
    losses->since = std::min(losses->since, shed->first);
    losses->shed = std::move(shed->groups);
  }
  return losses;
}

struct KnownSource {
  WallTime heard;
  bool silent;
};

Result<std::optional<KnownSource>> find_source(Database& database, const std::string& name) {
  Query query(database, "SELECT heard_wall, silent FROM source WHERE name = ?", name);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  return *row ? std::optional(KnownSource{query.wall_time(0), query.integer(1) != 0}) : std::nullopt;
}

Result<void> set_source(Database& database, const std::string& name, const KnownSource& source) {
  return run(database,
             "INSERT INTO source(name, heard_wall, silent) VALUES(?, ?, ?) ON CONFLICT(name) DO UPDATE SET"
             " heard_wall = excluded.heard_wall, silent = excluded.silent",
             name, source.heard, source.silent);
}

}  // namespace

Result<void> store_notice(Database& database, alert::Alert notice, const std::vector<std::string>& robots,
                          const Moment& moment) {
  ports::NewAlert entry;
  entry.alert = std::move(notice);
  entry.alert.kind = alert::Kind::notice;
  entry.dedup_window = Milliseconds{0};
  entry.received = moment.wall;
  for (const std::string& robot : robots) {
    entry.destinations.push_back({robot});
  }
  const Result<ports::AlertId> stored = store_alert(database, entry, moment);
  return stored ? Result<void>(boost::system::in_place_value) : stored.error();
}

Result<std::vector<std::string>> untold_losses(Database& database, Milliseconds interval, const Moment& moment) {
  Query query(database,
              "SELECT name FROM robot WHERE (told_wall <= ?1 OR told_wall > ?2) AND (EXISTS (SELECT 1 FROM delivery d"
              " JOIN alert a ON a.id = d.alert WHERE d.robot = robot.id"
              " AND (d.state = 'dead' OR d.state = 'unknown' OR d.state = 'expired')"
              " AND d.ended_wall >= iif(robot.told_wall > ?2, ?4, robot.told_wall) AND d.ended_wall < ?2 AND a.own = 0)"
              " OR EXISTS (SELECT 1 FROM shed WHERE robot = robot.id AND (first_wall <= ?3 OR first_wall > ?2)))",
              moment.wall - interval, moment.wall, moment.wall - kShedPause, moment.wall - kLookBack);
  return texts_of(query);
}

Result<std::int64_t> tell_losses(Database& database, const std::string& robot,
                                 const std::function<alert::Alert(const Losses&)>& compose, const Moment& moment) {
  const Result<std::int64_t> id = robot_id(database, robot);
  if (!id) {
    return id.error();
  }
  const Result<Losses> losses = losses_of(database, *id, moment.wall);
  if (!losses) {
    return losses.error();
  }
  if (losses->ends.empty()) {
    return 0;
  }
  if (const Result<void> stored = store_notice(database, compose(*losses), {robot}, moment); !stored) {
    return stored.error();
  }
  if (const Result<void> gone = forget_shed(database, *id); !gone) {
    return gone.error();
  }
  if (const Result<void> told = run(database, "UPDATE robot SET told_wall = ? WHERE id = ?", moment.wall, *id); !told) {
    return told.error();
  }
  return losses->total();
}

Result<SourceState> watch_source(Database& database, const SourceWatch& watch, const Moment& moment) {
  const Result<std::optional<KnownSource>> known = find_source(database, watch.source);
  if (!known) {
    return known.error();
  }
  const bool was_silent = known->has_value() && (*known)->silent;
  if (watch.heard.has_value() || !known->has_value()) {
    const Result<void> set = set_source(database, watch.source, {watch.heard.value_or(moment.wall), false});
    if (!set) {
      return set.error();
    }
    return SourceState::heard;
  }
  if (was_silent) {
    return SourceState::silent;
  }
  if (moment.wall - (*known)->heard < watch.alarm) {
    return SourceState::heard;
  }
  if (const Result<void> told = store_notice(database, watch.notice((*known)->heard), watch.robots, moment); !told) {
    return told.error();
  }
  if (const Result<void> set = set_source(database, watch.source, {(*known)->heard, true}); !set) {
    return set.error();
  }
  return SourceState::fell_silent;
}

}  // namespace relay::storage
