// SPDX-License-Identifier: MIT
#include "storage/append.hpp"

#include <optional>
#include <string>

#include "storage/alert_codec.hpp"
#include "storage/counters.hpp"
#include "storage/dedup.hpp"
#include "storage/query.hpp"
#include "storage/retention.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace {

using delivery::State;
using ports::AlertId;
using ports::NewAlert;

std::int64_t count_of(const NewAlert& alert) { return static_cast<std::int64_t>(alert.robots.size()); }

Result<void> make_room(Database& database, const Capacity& capacity, const Moment& moment) {
  Result<bool> room = capacity.has_room(database);
  if (room && !*room) {
    if (const Result<bool> dropped = drop_finished(database, moment.wall); !dropped) {
      return dropped.error();
    }
    room = capacity.has_room(database);
  }
  if (!room) {
    return room.error();
  }
  if (!*room) {
    return fail(ErrorKind::unavailable, "the spool is full (spool.max_bytes) of alerts that still wait");
  }
  return boost::system::in_place_value;
}

Result<AlertId> insert_alert(Database& database, const NewAlert& alert, const Moment& moment) {
  const bool waits = alert.suppressed_by.empty() && !alert.robots.empty();
  const std::optional<WallTime> finished = waits ? std::nullopt : std::optional(moment.wall);
  const std::optional<std::string> rule =
      alert.suppressed_by.empty() ? std::nullopt : std::optional(alert.suppressed_by);
  const Result<void> inserted =
      run(database, "INSERT INTO alert(received_wall, boot, received, finished_wall, rule) VALUES(?, ?, ?, ?, ?)",
          alert.received, moment.boot.number, moment.now, finished, rule);
  if (!inserted) {
    return inserted.error();
  }
  return database.last_insert_id();
}

Result<void> insert_bodies(Database& database, AlertId id, const NewAlert& alert) {
  Result<void> done = run(database, "INSERT INTO alert_text(alert, json) VALUES(?, ?)", id, encode_alert(alert.alert));
  if (done && alert.payload) {
    done = run(database, "INSERT INTO payload(alert, received_wall, body) VALUES(?, ?, ?)", id, alert.received,
               Blob{*alert.payload});
  }
  return done;
}

Result<void> insert_deliveries(Database& database, AlertId id, const NewAlert& alert) {
  const State state = alert.suppressed_by.empty() ? State::pending : State::suppressed;
  const std::optional<BootTime> due = state == State::pending ? std::optional(BootTime{}) : std::nullopt;
  for (const std::string& name : alert.robots) {
    const Result<std::int64_t> robot = robot_id(database, name);
    if (!robot) {
      return robot.error();
    }
    if (Result<void> done = run(database, "INSERT INTO delivery(alert, robot, state, due) VALUES(?, ?, ?, ?)", id,
                                *robot, delivery::to_string(state), due);
        !done) {
      return done;
    }
  }
  return count_new(database, state, count_of(alert));
}

Result<void> store(Database& database, AlertId id, const NewAlert& alert) {
  if (Result<void> done = insert_bodies(database, id, alert); !done) {
    return done;
  }
  if (Result<void> done = insert_deliveries(database, id, alert); !done) {
    return done;
  }
  if (Result<void> done = count_alert(database); !done) {
    return done;
  }
  return remember_alert(database, alert.dedup, alert.dedup_window, id, alert.received);
}

}  // namespace

Result<ports::Appended> append_alert(Database& database, const NewAlert& alert, const Capacity& capacity,
                                     const Moment& moment) {
  const Result<std::optional<AlertId>> original =
      find_original(database, alert.dedup, alert.dedup_window, alert.received);
  if (!original) {
    return original.error();
  }
  if (original->has_value()) {
    if (const Result<void> counted = count_duplicate(database, count_of(alert)); !counted) {
      return counted.error();
    }
    return ports::Appended{**original, true};
  }
  if (const Result<void> room = make_room(database, capacity, moment); !room) {
    return room.error();
  }
  const Result<AlertId> id = insert_alert(database, alert, moment);
  if (!id) {
    return id.error();
  }
  if (const Result<void> stored = store(database, *id, alert); !stored) {
    return stored.error();
  }
  return ports::Appended{*id, false};
}

}  // namespace relay::storage
