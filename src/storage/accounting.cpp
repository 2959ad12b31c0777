// SPDX-License-Identifier: MIT
#include "storage/accounting.hpp"

#include <map>
#include <string>

#include "storage/counters.hpp"
#include "storage/query.hpp"
#include "storage/rank.hpp"

namespace relay::storage {
namespace {

using delivery::State;
using ports::StateAudit;
using Rows = std::map<std::string, std::int64_t>;

Result<Rows> rows_by_state(Database& database) {
  Query query(database, "SELECT state, count(*) FROM delivery GROUP BY state");
  Rows rows;
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return rows;
    }
    rows[query.text(0)] = query.integer(1);
  }
}

// A duplicate is only counted; an alert that was shed may have been too.
bool fits(const StateAudit& state) {
  const std::int64_t known = state.rows + state.forgotten;
  const bool may_lack_rows = state.state == State::duplicate || state.state == State::shed;
  return state.counted >= 0 && (may_lack_rows ? known <= state.counted : known == state.counted);
}

std::string words_of(const StateAudit& state) {
  return std::string(delivery::to_string(state.state)) + ": the counter says " + std::to_string(state.counted) + ", " +
         std::to_string(state.rows) + " rows are there and " + std::to_string(state.forgotten) + " were forgotten";
}

// Of states that nobody knows, and of states without a delivery's alert.
Result<void> add_strangers(Database& database, const Rows& rows, ports::Audit& audit) {
  for (const auto& [state, count] : rows) {
    if (!delivery::state_from(state).has_value()) {
      audit.faults.push_back(std::to_string(count) + " rows are in a state that is not known: " + state);
    }
  }
  const Result<std::int64_t> undone = read_integer(
      database,
      "SELECT count(*) FROM delivery d JOIN alert a ON a.id = d.alert WHERE d.due IS NOT NULL AND a.finished_wall IS"
      " NOT NULL");
  if (!undone) {
    return undone.error();
  }
  if (*undone > 0) {
    audit.faults.push_back(std::to_string(*undone) + " deliveries wait although their alert counts as finished");
  }
  return boost::system::in_place_value;
}

// They would wait for ever.
Result<void> add_orphans(Database& database, ports::Audit& audit) {
  const Result<std::int64_t> orphans =
      read_integer(database,
                   "SELECT count(*) FROM delivery d WHERE d.due IS NOT NULL AND d.rank = ?"
                   " AND NOT EXISTS (SELECT 1 FROM delivery l WHERE l.id = d.told_by AND l.due IS NOT NULL)",
                   Rank::bound);
  if (!orphans) {
    return orphans.error();
  }
  if (*orphans > 0) {
    audit.faults.push_back(std::to_string(*orphans) + " deliveries wait for the end of one that waits no more");
  }
  return boost::system::in_place_value;
}

}  // namespace

Result<ports::Audit> audit(Database& database) {
  const Result<ports::SpoolCounts> counts = read_counters(database);
  if (!counts) {
    return counts.error();
  }
  const Result<Rows> rows = rows_by_state(database);
  if (!rows) {
    return rows.error();
  }
  ports::Audit audit{counts->accepted, {}, {}};
  std::int64_t sum = 0;
  for (const auto& [state, counted] : counts->deliveries) {
    const Result<std::int64_t> forgotten = read_forgotten(database, state);
    if (!forgotten) {
      return forgotten.error();
    }
    const auto found = rows->find(std::string(delivery::to_string(state)));
    audit.states.push_back({state, counted, found == rows->end() ? 0 : found->second, *forgotten});
    sum += counted;
    if (!fits(audit.states.back())) {
      audit.faults.push_back(words_of(audit.states.back()));
    }
  }
  if (sum != counts->accepted) {
    audit.faults.push_back(std::to_string(counts->accepted) + " deliveries were accepted, but the states add up to " +
                           std::to_string(sum));
  }
  if (const Result<void> added = add_strangers(database, *rows, audit); !added) {
    return added.error();
  }
  if (const Result<void> added = add_orphans(database, audit); !added) {
    return added.error();
  }
  return audit;
}

}  // namespace relay::storage
