// SPDX-License-Identifier: MIT
#include "storage/counters.hpp"

#include <array>
#include <string_view>

#include "storage/query.hpp"

namespace relay::storage {
namespace {

using delivery::State;

constexpr std::array kStates{State::pending, State::shown,   State::digested, State::suppressed, State::duplicate,
                             State::dead,    State::unknown, State::expired,  State::discarded};
constexpr std::string_view kAlerts = "alerts";
constexpr std::string_view kDuplicates = "duplicates";

Result<void> add(Database& database, std::string_view name, std::int64_t amount) {
  return run(database, "UPDATE counter SET value = value + ? WHERE name = ?", amount, name);
}

Result<std::int64_t> read(Database& database, std::string_view name) {
  return read_integer(database, "SELECT value FROM counter WHERE name = ?", name);
}

}  // namespace

Result<void> create_counters(Database& database) {
  constexpr std::string_view kInsert = "INSERT INTO counter(name, value) VALUES(?, 0)";
  for (const std::string_view name : {kAlerts, kDuplicates}) {
    if (Result<void> done = run(database, kInsert, name); !done) {
      return done;
    }
  }
  for (const State state : kStates) {
    if (Result<void> done = run(database, kInsert, delivery::to_string(state)); !done) {
      return done;
    }
  }
  return boost::system::in_place_value;
}

Result<void> count_alert(Database& database) { return add(database, kAlerts, 1); }

Result<void> count_duplicate(Database& database, std::int64_t deliveries) {
  if (Result<void> done = add(database, kDuplicates, 1); !done) {
    return done;
  }
  return count_new(database, State::duplicate, deliveries);
}

Result<void> count_new(Database& database, State state, std::int64_t deliveries) {
  return add(database, delivery::to_string(state), deliveries);
}

Result<void> count_ends(Database& database, State end, std::int64_t deliveries) {
  if (Result<void> done = add(database, delivery::to_string(State::pending), -deliveries); !done) {
    return done;
  }
  return add(database, delivery::to_string(end), deliveries);
}

Result<ports::SpoolCounts> read_counters(Database& database) {
  const Result<std::int64_t> alerts = read(database, kAlerts);
  if (!alerts) {
    return alerts.error();
  }
  const Result<std::int64_t> duplicates = read(database, kDuplicates);
  if (!duplicates) {
    return duplicates.error();
  }
  ports::SpoolCounts counts{*alerts, *duplicates, {}};
  for (const State state : kStates) {
    const Result<std::int64_t> value = read(database, delivery::to_string(state));
    if (!value) {
      return value.error();
    }
    counts.deliveries.emplace_back(state, *value);
  }
  return counts;
}

}  // namespace relay::storage
