// SPDX-License-Identifier: MIT
#include "storage/status.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/query.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace {

// Ids grow with time. Of the deliveries never tried, which may be many, the oldest lies first in delivery_waiting.
constexpr std::string_view kAgeOfOldest =
    "SELECT iif(a.boot = ?2, ?3 - a.received, ?4 - a.received_wall) FROM alert a WHERE a.id = (SELECT alert FROM "
    "delivery"
    " WHERE id = (SELECT min(id) FROM ("
    "  SELECT * FROM (SELECT id FROM delivery WHERE robot = ?1 AND due = 0 ORDER BY id LIMIT 1)"
    "  UNION ALL"
    "  SELECT min(id) FROM delivery WHERE robot = ?1 AND due < 0"
    "  UNION ALL"
    "  SELECT min(id) FROM delivery WHERE robot = ?1 AND due > 0)))";

Result<ports::RobotBacklog> backlog_of(Database& database, const WaitingRobot& waiting, const Moment& moment) {
  const Result<std::optional<std::int64_t>> id = find_robot(database, waiting.robot);
  if (!id) {
    return id.error();
  }
  const Result<std::int64_t> age =
      read_integer(database, kAgeOfOldest, *id, moment.boot.number, moment.now, moment.wall);
  if (!age) {
    return age.error();
  }
  return ports::RobotBacklog{waiting.robot, waiting.pending, Milliseconds{std::max<std::int64_t>(*age, 0)}};
}

Result<std::vector<ports::RobotBacklog>> backlog(Database& database, const Moment& moment) {
  const Result<std::vector<WaitingRobot>> robots = waiting_robots(database);
  if (!robots) {
    return robots.error();
  }
  std::vector<ports::RobotBacklog> found;
  for (const WaitingRobot& robot : *robots) {
    Result<ports::RobotBacklog> one = backlog_of(database, robot, moment);
    if (!one) {
      return one.error();
    }
    found.push_back(std::move(*one));
  }
  return found;
}

// Finished alerts give way before an alert is refused.
Result<bool> takes_alerts(Database& database, const Capacity& capacity) {
  Result<bool> room = capacity.has_room(database);
  if (!room || *room) {
    return room;
  }
  const Result<std::int64_t> finished =
      read_integer(database, "SELECT EXISTS(SELECT 1 FROM alert WHERE finished_wall IS NOT NULL)");
  if (!finished) {
    return finished.error();
  }
  return *finished != 0;
}

}  // namespace

Result<ports::SpoolStatus> read_status(Database& database, const Capacity& capacity, const Moment& moment) {
  Result<std::vector<ports::RobotBacklog>> waiting = backlog(database, moment);
  if (!waiting) {
    return waiting.error();
  }
  const Result<std::int64_t> used = Capacity::used_pages(database);
  if (!used) {
    return used.error();
  }
  const Result<bool> takes = takes_alerts(database, capacity);
  if (!takes) {
    return takes.error();
  }
  Result<std::vector<std::string>> paused = paused_robots(database);
  if (!paused) {
    return paused.error();
  }
  return ports::SpoolStatus{std::move(*waiting),
                            static_cast<std::uint64_t>(*used) * kPageBytes,
                            static_cast<std::uint64_t>(capacity.file_pages()) * kPageBytes,
                            *takes,
                            ports::Pressure::none,
                            std::move(*paused)};
}

}  // namespace relay::storage
