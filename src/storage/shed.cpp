// SPDX-License-Identifier: MIT
#include "storage/shed.hpp"

#include <algorithm>

#include "storage/append.hpp"
#include "storage/counters.hpp"
#include "storage/query.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace {

using delivery::ShedGroup;
using delivery::State;

constexpr std::int64_t kMostGroups = 64;  // of one robot; then projects are not told apart any more

Result<bool> add_to_group(Database& database, std::int64_t robot, const std::string& project, alert::Level level,
                          WallTime now) {
  const Result<void> added =
      run(database, "UPDATE shed SET alerts = alerts + 1, last_wall = ? WHERE robot = ? AND project = ? AND level = ?",
          now, robot, project, to_string(level));
  if (!added) {
    return added.error();
  }
  return database.rows_changed() == 1;
}

Result<void> make_group(Database& database, std::int64_t robot, const std::string& project, alert::Level level,
                        WallTime now) {
  return run(database,
             "INSERT INTO shed(robot, project, level, alerts, first_wall, last_wall) VALUES(?, ?, ?, 1, ?, ?)", robot,
             project, to_string(level), now, now);
}

Result<void> count_for(Database& database, std::int64_t robot, const ports::NewAlert& alert) {
  const alert::Level level = alert.alert.level;
  Result<bool> counted = add_to_group(database, robot, project_of(alert.alert), level, alert.received);
  if (!counted || *counted) {
    return counted ? Result<void>(boost::system::in_place_value) : counted.error();
  }
  const Result<std::int64_t> groups = read_integer(database, "SELECT count(*) FROM shed WHERE robot = ?", robot);
  if (!groups) {
    return groups.error();
  }
  if (*groups < kMostGroups) {
    return make_group(database, robot, project_of(alert.alert), level, alert.received);
  }
  counted = add_to_group(database, robot, "", level, alert.received);
  if (!counted) {
    return counted.error();
  }
  return *counted ? Result<void>(boost::system::in_place_value)
                  : make_group(database, robot, "", level, alert.received);
}

// No row of a delivery is made: all of them count as forgotten at once.
Result<void> count_shed(Database& database, State state, std::int64_t deliveries) {
  if (Result<void> done = count_new(database, state, deliveries); !done || deliveries == 0) {
    return done;
  }
  return count_forgotten(database, std::string(to_string(state)), deliveries);
}

}  // namespace

Result<void> shed_alert(Database& database, const ports::NewAlert& alert) {
  const std::vector<std::string> robots = delivered_to(alert.destinations);
  for (const std::string& name : robots) {
    const Result<std::int64_t> robot = robot_id(database, name);
    if (!robot) {
      return robot.error();
    }
    if (Result<void> counted = count_for(database, *robot, alert); !counted) {
      return counted;
    }
  }
  const auto shed = static_cast<std::int64_t>(robots.size());
  const auto suppressed = static_cast<std::int64_t>(alert.destinations.size()) - shed;
  if (Result<void> counted = count_shed(database, State::shed, shed); !counted) {
    return counted;
  }
  if (Result<void> counted = count_shed(database, State::suppressed, suppressed); !counted) {
    return counted;
  }
  return count_alert(database);
}

Result<ShedCount> shed_of(Database& database, std::int64_t robot) {
  Query query(database, "SELECT project, level, alerts, first_wall FROM shed WHERE robot = ?", robot);
  ShedCount shed{0, WallTime::max(), {}};
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      break;
    }
    shed.groups.push_back({query.text(0), alert::level_from(query.text(1)), query.integer(2)});
    shed.alerts += shed.groups.back().alerts;
    shed.first = std::min(shed.first, query.wall_time(3));
  }
  std::stable_sort(shed.groups.begin(), shed.groups.end(), [](const ShedGroup& a, const ShedGroup& b) {
    return a.level != b.level ? a.level > b.level : a.alerts > b.alerts;
  });
  return shed;
}

Result<void> forget_shed(Database& database, std::int64_t robot) {
  return run(database, "DELETE FROM shed WHERE robot = ?", robot);
}

}  // namespace relay::storage
