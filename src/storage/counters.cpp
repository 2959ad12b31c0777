// SPDX-License-Identifier: MIT
#include "storage/counters.hpp"

#include <string_view>

#include "storage/query.hpp"

namespace relay::storage {
namespace {

using delivery::State;

constexpr std::string_view kAlerts = "alerts";
constexpr std::string_view kDuplicates = "duplicates";
constexpr std::string_view kAccepted = "accepted";

std::string forgotten(std::string_view state) { return "forgotten " + std::string(state); }

// Whether there are rows to forget: a duplicate is a count from the start, what waits is never forgotten.
bool has_rows_to_forget(State state) { return state != State::pending && state != State::duplicate; }

Result<void> add(Database& database, std::string_view name, std::int64_t amount) {
  return database.add_to_counter(name, amount);
}

Result<std::int64_t> read(Database& database, std::string_view name) {
  if (const Result<void> settled = database.settle_sums(); !settled) {
    return settled.error();
  }
  return read_integer(database, "SELECT value FROM counter WHERE name = ?", name);
}

Result<void> create(Database& database, std::string_view name) {
  return run(database, "INSERT INTO counter(name, value) VALUES(?, 0)", name);
}

}  // namespace

Result<void> create_counters(Database& database) {
  for (const std::string_view name : {kAlerts, kDuplicates, kAccepted}) {
    if (Result<void> done = create(database, name); !done) {
      return done;
    }
  }
  for (const State state : delivery::kStates) {
    const std::string_view name = delivery::to_string(state);
    if (Result<void> done = create(database, name); !done) {
      return done;
    }
    if (!has_rows_to_forget(state)) {
      continue;
    }
    if (Result<void> done = create(database, forgotten(name)); !done) {
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
  if (Result<void> done = add(database, kAccepted, deliveries); !done) {
    return done;
  }
  return add(database, delivery::to_string(state), deliveries);
}

Result<void> count_ends(Database& database, State end, std::int64_t deliveries) {
  return count_move(database, State::pending, end, deliveries);
}

Result<void> count_move(Database& database, State from, State to, std::int64_t deliveries) {
  if (Result<void> done = add(database, delivery::to_string(from), -deliveries); !done) {
    return done;
  }
  return add(database, delivery::to_string(to), deliveries);
}

Result<void> count_forgotten(Database& database, const std::string& end, std::int64_t deliveries) {
  return add(database, forgotten(end), deliveries);
}

Result<ports::SpoolCounts> read_counters(Database& database) {
  ports::SpoolCounts counts{};
  const Result<std::int64_t> alerts = read(database, kAlerts);
  if (!alerts) {
    return alerts.error();
  }
  const Result<std::int64_t> duplicates = read(database, kDuplicates);
  if (!duplicates) {
    return duplicates.error();
  }
  const Result<std::int64_t> accepted = read(database, kAccepted);
  if (!accepted) {
    return accepted.error();
  }
  counts.alerts = *alerts;
  counts.duplicates = *duplicates;
  counts.accepted = *accepted;
  for (const State state : delivery::kStates) {
    const Result<std::int64_t> value = read(database, delivery::to_string(state));
    if (!value) {
      return value.error();
    }
    counts.deliveries.emplace_back(state, *value);
  }
  return counts;
}

Result<std::int64_t> read_forgotten(Database& database, State state) {
  return has_rows_to_forget(state) ? read(database, forgotten(delivery::to_string(state))) : Result<std::int64_t>(0);
}

}  // namespace relay::storage
