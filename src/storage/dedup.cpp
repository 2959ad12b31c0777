// SPDX-License-Identifier: MIT
#include "storage/dedup.hpp"

#include <chrono>

#include "storage/query.hpp"

namespace relay::storage {
namespace {

bool is_off(const ports::DedupKey& key, Milliseconds window) {
  return window <= Milliseconds::zero() || key.subject.empty();
}

}  // namespace

Result<std::optional<ports::AlertId>> find_original(Database& database, const ports::DedupKey& key, Milliseconds window,
                                                    WallTime now) {
  if (is_off(key, window)) {
    return std::optional<ports::AlertId>{};
  }
  Query query(database, "SELECT alert, seen_wall FROM dedup WHERE scope = ? AND subject = ? AND state = ?", key.scope,
              key.subject, key.state);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (!*row || std::chrono::abs(now - query.wall_time(1)) >= window) {
    return std::optional<ports::AlertId>{};
  }
  return std::optional<ports::AlertId>(query.integer(0));
}

Result<void> remember_alert(Database& database, const ports::DedupKey& key, Milliseconds window, ports::AlertId alert,
                            WallTime now) {
  if (is_off(key, window)) {
    return boost::system::in_place_value;
  }
  return run(database,
             "INSERT INTO dedup(scope, subject, state, alert, seen_wall, until_wall) VALUES(?, ?, ?, ?, ?, ?)"
             " ON CONFLICT(scope, subject) DO UPDATE SET state = excluded.state, alert = excluded.alert,"
             " seen_wall = excluded.seen_wall, until_wall = excluded.until_wall",
             key.scope, key.subject, key.state, alert, now, now + window);
}

}  // namespace relay::storage
