// SPDX-License-Identifier: MIT
#include "storage/robots.hpp"

#include <string_view>

#include "storage/query.hpp"

namespace relay::storage {
namespace {

constexpr std::string_view kSelectRobot = "SELECT id FROM robot WHERE name = ?";

Result<std::int64_t> number_of(Database& database, std::string_view select, std::string_view insert,
                               const std::string& name) {
  Result<std::int64_t> known = read_integer(database, select, name);
  if (known || known.error().kind != ErrorKind::not_found) {
    return known;
  }
  if (const Result<void> made = run(database, insert, name); !made) {
    return made.error();
  }
  return database.last_insert_id();
}

}  // namespace

Result<std::optional<std::int64_t>> find_robot(Database& database, const std::string& name) {
  const Result<std::int64_t> id = read_integer(database, kSelectRobot, name);
  if (!id && id.error().kind != ErrorKind::not_found) {
    return id.error();
  }
  return id ? std::optional(*id) : std::nullopt;
}

Result<std::optional<KnownRobot>> find_known_robot(Database& database, const std::string& name) {
  Query query(database, "SELECT id, paused_wall IS NOT NULL FROM robot WHERE name = ?", name);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  return *row ? std::optional(KnownRobot{query.integer(0), query.integer(1) != 0}) : std::nullopt;
}

Result<bool> set_paused(Database& database, const std::string& name, std::optional<WallTime> since) {
  const Result<std::int64_t> id = robot_id(database, name);
  if (!id) {
    return id.error();
  }
  const Result<void> set =
      run(database, "UPDATE robot SET paused_wall = ?1 WHERE id = ?2 AND (paused_wall IS NULL) <> (?1 IS NULL)", since,
          *id);
  if (!set) {
    return set.error();
  }
  return database.rows_changed() > 0;
}

Result<std::vector<std::string>> paused_robots(Database& database) {
  Query query(database, "SELECT name FROM robot WHERE paused_wall IS NOT NULL ORDER BY name");
  return texts_of(query);
}

Result<std::vector<WaitingRobot>> waiting_robots(Database& database) {
  Query query(database,
              "SELECT name, (SELECT COUNT(*) FROM delivery WHERE robot = robot.id AND due IS NOT NULL) AS waiting"
              " FROM robot WHERE waiting > 0 ORDER BY name");
  std::vector<WaitingRobot> found;
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return found;
    }
    found.push_back({query.text(0), query.integer(1)});
  }
}

Result<std::int64_t> robot_id(Database& database, const std::string& name) {
  if (const auto known = database.robot_ids().find(name); known != database.robot_ids().end()) {
    return known->second;
  }
  Result<std::int64_t> id = number_of(database, kSelectRobot, "INSERT INTO robot(name) VALUES(?)", name);
  if (id) {
    database.robot_ids().emplace(name, *id);
  }
  return id;
}

Result<std::int64_t> robot_key_id(Database& database, const std::string& key) {
  return number_of(database, "SELECT id FROM robot_key WHERE key = ?", "INSERT INTO robot_key(key) VALUES(?)", key);
}

}  // namespace relay::storage
