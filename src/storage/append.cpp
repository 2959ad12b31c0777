// SPDX-License-Identifier: MIT
#include "storage/append.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "storage/alert_codec.hpp"
#include "storage/counters.hpp"
#include "storage/dedup.hpp"
#include "storage/ids.hpp"
#include "storage/issues.hpp"
#include "storage/query.hpp"
#include "storage/rank.hpp"
#include "storage/repeats.hpp"
#include "storage/retention.hpp"
#include "storage/robots.hpp"
#include "storage/shed.hpp"

namespace relay::storage {
namespace {

using delivery::Novelty;
using delivery::State;
using ports::AlertId;
using ports::NewAlert;
using routing::Destination;

std::int64_t count_of(const NewAlert& alert) { return static_cast<std::int64_t>(alert.destinations.size()); }

// False when all that lies here still waits.
Result<bool> make_room(Database& database, const Capacity& capacity, const Moment& moment) {
  Result<bool> room = capacity.has_room(database);
  if (room && !*room) {
    if (const Result<bool> dropped = drop_finished(database, moment.wall); !dropped) {
      return dropped.error();
    }
    room = capacity.has_room(database);
  }
  return room;
}

// Where a new alert stands among those about the same thing.
struct Standing {
  std::string issue;
  Novelty novelty;
};

Result<Standing> standing_of(Database& database, const NewAlert& alert) {
  std::string issue = issue_key(alert.alert);
  const Result<Novelty> novelty = note_issue(database, issue, alert.received);
  if (!novelty) {
    return novelty.error();
  }
  return Standing{std::move(issue), *novelty};
}

Result<AlertId> insert_alert(Database& database, const NewAlert& alert, const Standing& standing,
                             const Moment& moment) {
  const bool waits = std::any_of(alert.destinations.begin(), alert.destinations.end(),
                                 [](const Destination& destination) { return destination.is_delivered(); });
  const std::optional<WallTime> finished = waits ? std::nullopt : std::optional(moment.wall);
  const Result<AlertId> id = next_alert_id(database);
  if (!id) {
    return id;
  }
  const ports::DedupKey& key = alert.dedup;
  const bool remembered = is_remembered(alert);
  const auto when = [](bool so, const auto& value) { return so ? std::optional(value) : std::nullopt; };
  const Result<void> inserted = run(
      database,
      "INSERT INTO alert(id, received_wall, boot, received, finished_wall, issue, project, level, novelty, own,"
      " dedup_scope, dedup_subject, dedup_state, dedup_until_wall) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      *id, alert.received, moment.boot.number, moment.now, finished, standing.issue, project_of(alert.alert),
      to_string(alert.alert.level), standing.novelty, alert.alert.kind == alert::Kind::notice,
      when(!key.scope.empty(), std::string_view(key.scope)), when(remembered, std::string_view(key.subject)),
      when(remembered, std::string_view(key.state)), when(remembered, alert.received + alert.dedup_window));
  return inserted ? id : inserted.error();
}

Result<void> insert_bodies(Database& database, AlertId id, const NewAlert& alert) {
  Result<void> done = run(database, "INSERT INTO alert_text(alert, json) VALUES(?, ?)", id, encode_alert(alert.alert));
  if (done && alert.payload) {
    done = run(database, "INSERT INTO payload(alert, received_wall, body) VALUES(?, ?, ?)", id, alert.received,
               Blob{*alert.payload});
  }
  return done;
}

// What all deliveries of one alert have in common.
struct Common {
  AlertId alert;
  Rank rank;
  std::string issue;
};

Result<void> insert_delivery(Database& database, const Common& common, const Destination& destination,
                             const Moment& moment) {
  const Result<std::int64_t> robot = robot_id(database, destination.robot);
  if (!robot) {
    return robot.error();
  }
  const bool waits = destination.is_delivered();
  const State state = waits ? State::pending : State::suppressed;
  const std::optional<std::string> rule = waits ? std::nullopt : std::optional(destination.suppressed_by);
  Quiet quiet;
  if (destination.repeat_interval > Milliseconds{0}) {
    const Result<Quiet> known = quiet_of(database, *robot, common.issue, destination.repeat_interval, moment);
    if (!known) {
      return known.error();
    }
    quiet = *known;
  }
  const Result<ports::DeliveryId> id = next_delivery_id(database);
  if (!id) {
    return id.error();
  }
  const std::optional<BootTime> due = waits ? std::optional(quiet.due) : std::nullopt;
  return run(database,
             "INSERT INTO delivery(id, alert, robot, state, due, rule, rank, repeat) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
             *id, common.alert, *robot, delivery::to_string(state), due, rule, common.rank, quiet.repeat);
}

Result<void> count_deliveries(Database& database, const NewAlert& alert) {
  const auto waiting = static_cast<std::int64_t>(delivered_to(alert.destinations).size());
  if (Result<void> done = count_new(database, State::pending, waiting); !done || waiting == count_of(alert)) {
    return done;
  }
  return count_new(database, State::suppressed, count_of(alert) - waiting);
}

Result<void> insert_deliveries(Database& database, AlertId id, const NewAlert& alert, const Standing& standing,
                               const Moment& moment) {
  const bool own = alert.alert.kind == alert::Kind::notice;
  const Common common{id, own ? Rank::alone : rank_of(alert.alert.level, standing.novelty), standing.issue};
  for (const Destination& destination : alert.destinations) {
    if (Result<void> done = insert_delivery(database, common, destination, moment); !done) {
      return done;
    }
  }
  return count_deliveries(database, alert);
}

}  // namespace

const std::string& project_of(const alert::Alert& alert) {
  return alert.project_slug.empty() ? alert.project : alert.project_slug;
}

Result<AlertId> store_alert(Database& database, const NewAlert& alert, const Moment& moment) {
  const Result<Standing> standing = standing_of(database, alert);
  if (!standing) {
    return standing.error();
  }
  const Result<AlertId> id = insert_alert(database, alert, *standing, moment);
  if (!id) {
    return id;
  }
  if (const Result<void> done = insert_bodies(database, *id, alert); !done) {
    return done.error();
  }
  if (const Result<void> done = insert_deliveries(database, *id, alert, *standing, moment); !done) {
    return done.error();
  }
  if (const Result<void> done = count_alert(database); !done) {
    return done.error();
  }
  remember_alert(database, alert, *id, moment.now);
  return id;
}

Result<ports::Appended> append_alert(Database& database, const NewAlert& alert, const Capacity& capacity,
                                     const Moment& moment) {
  const Result<std::optional<AlertId>> original = find_original(database, alert);
  if (!original) {
    return original.error();
  }
  if (original->has_value()) {
    if (const Result<void> counted = count_duplicate(database, count_of(alert)); !counted) {
      return counted.error();
    }
    return ports::Appended{**original, true};
  }
  const Result<bool> room = make_room(database, capacity, moment);
  if (!room) {
    return room.error();
  }
  if (!*room) {
    if (const Result<void> counted = shed_alert(database, alert); !counted) {
      return counted.error();
    }
    return ports::Appended{0, false, true};
  }
  const Result<AlertId> id = store_alert(database, alert, moment);
  if (!id) {
    return id.error();
  }
  capacity.note_alert(database, alert.payload ? alert.payload->size() : 0, alert.destinations.size());
  return ports::Appended{*id, false};
}

}  // namespace relay::storage
