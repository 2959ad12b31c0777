// SPDX-License-Identifier: MIT
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "relay/storage/spool_files.hpp"
#include "storage/damaged_rows.hpp"
#include "storage/open_file.hpp"
#include "storage/query.hpp"

namespace relay::storage {
namespace {

using Json = nlohmann::ordered_json;

struct Standing {
  std::int64_t robot;
  std::string state;
  std::int64_t attempts;
};
// By alert, from the rows themselves: an index may be what is damaged.
using Deliveries = std::multimap<std::int64_t, Standing>;
using Robots = std::map<std::int64_t, std::string>;
using Times = std::map<std::int64_t, std::int64_t>;

// The last one that was given, as long as that can be read. Until version 6 of the schema SQLite counted them.
std::optional<std::int64_t> last_key(Database& database, const std::string& table) {
  for (const std::string_view sql :
       {"SELECT value FROM counter WHERE name = ? || ' ids'", "SELECT seq FROM sqlite_sequence WHERE name = ?"}) {
    if (const Result<std::int64_t> last = read_integer(database, sql, table)) {
      return *last;
    }
  }
  return std::nullopt;
}

Robots read_robots(Database& database, std::vector<std::string>& gaps) {
  Robots robots;
  read_what_is_there(
      database, {"SELECT id, name FROM robot NOT INDEXED WHERE id >= ?1 ORDER BY id", "robot", std::nullopt},
      [&](const Query& row) { robots[row.integer(0)] = row.text(1); }, gaps);
  return robots;
}

Deliveries read_deliveries(Database& database, std::vector<std::string>& gaps) {
  Deliveries deliveries;
  read_what_is_there(
      database,
      {"SELECT id, alert, robot, state, attempts FROM delivery NOT INDEXED WHERE id >= ?1 ORDER BY id", "delivery",
       last_key(database, "delivery")},
      [&](const Query& row) {
        deliveries.emplace(row.integer(1), Standing{row.integer(2), row.text(3), row.integer(4)});
      },
      gaps);
  return deliveries;
}

Times read_times(Database& database, std::vector<std::string>& gaps) {
  Times times;
  read_what_is_there(
      database,
      {"SELECT id, received_wall FROM alert NOT INDEXED WHERE id >= ?1 ORDER BY id", "alert",
       last_key(database, "alert")},
      [&](const Query& row) { times[row.integer(0)] = row.integer(1); }, gaps);
  return times;
}

// Takes what it writes out of `deliveries` and `times`.
class Lines {
 public:
  Lines(Robots robots, Deliveries deliveries, Times times, const std::function<void(const std::string&)>& write)
      : robots_(std::move(robots)), deliveries_(std::move(deliveries)), times_(std::move(times)), write_(write) {}

  void write(std::int64_t alert, const std::optional<std::string>& text) {
    Json line{{"alert", alert}};
    if (const auto time = times_.find(alert); time != times_.end()) {
      line["received_ms"] = time->second;
      times_.erase(time);
    }
    if (text.has_value()) {
      Json parsed = Json::parse(*text, nullptr, false);
      line["text"] = parsed.is_discarded() ? Json(*text) : std::move(parsed);
    }
    line["deliveries"] = take_deliveries(alert);
    write_(line.dump(-1, ' ', false, Json::error_handler_t::replace));
  }

  // Alerts of which only that is left. How many.
  std::int64_t write_rest() {
    std::int64_t count = 0;
    while (!times_.empty() || !deliveries_.empty()) {
      write(times_.empty() ? deliveries_.begin()->first : times_.begin()->first, std::nullopt);
      ++count;
    }
    return count;
  }

 private:
  Json take_deliveries(std::int64_t alert) {
    Json array = Json::array();
    const auto [begin, end] = deliveries_.equal_range(alert);
    for (auto each = begin; each != end; ++each) {
      const auto robot = robots_.find(each->second.robot);
      array.push_back({{"robot", robot == robots_.end() ? "#" + std::to_string(each->second.robot) : robot->second},
                       {"state", each->second.state},
                       {"attempts", each->second.attempts}});
    }
    deliveries_.erase(begin, end);
    return array;
  }

  Robots robots_;
  Deliveries deliveries_;
  Times times_;
  const std::function<void(const std::string&)>& write_;
};

}  // namespace

Result<Salvage> salvage_file(const std::string& path, const std::function<void(const std::string&)>& write_line) {
  const Result<OpenFile> file = OpenFile::open(path, OpenFile::Purpose::salvage);
  if (!file) {
    return file.error();
  }
  Database& database = **file;
  Salvage salvage;
  Robots robots = read_robots(database, salvage.gaps);
  Deliveries deliveries = read_deliveries(database, salvage.gaps);
  Times times = read_times(database, salvage.gaps);
  Lines lines(std::move(robots), std::move(deliveries), std::move(times), write_line);
  read_what_is_there(
      database,
      {"SELECT alert, json FROM alert_text WHERE alert >= ?1 ORDER BY alert", "alert_text",
       last_key(database, "alert")},
      [&](const Query& row) {
        lines.write(row.integer(0), row.text(1));
        ++salvage.alerts;
      },
      salvage.gaps);
  salvage.unreadable = lines.write_rest();
  salvage.alerts += salvage.unreadable;
  return salvage;
}

}  // namespace relay::storage
