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
  return number_of(database, kSelectRobot, "INSERT INTO robot(name) VALUES(?)", name);
}

Result<std::int64_t> robot_key_id(Database& database, const std::string& key) {
  return number_of(database, "SELECT id FROM robot_key WHERE key = ?", "INSERT INTO robot_key(key) VALUES(?)", key);
}

}  // namespace relay::storage
