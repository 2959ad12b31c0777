// SPDX-License-Identifier: MIT
#include "storage/copies.hpp"

#include <optional>

#include "storage/counters.hpp"
#include "storage/ids.hpp"
#include "storage/notices.hpp"
#include "storage/query.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace {

using delivery::State;
using ports::DeliveryId;

// Nothing: this fallback was told of nothing yet.
Result<std::optional<DeliveryId>> copied_up_to(Database& database, std::int64_t robot, std::int64_t fallback) {
  Query query(database, "SELECT diverted_after FROM robot WHERE id = ? AND diverted_to = ?", robot, fallback);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  return *row && !query.is_null(0) ? std::optional(query.integer(0)) : std::nullopt;
}

// The last delivery of the next step, and how many lie in it.
struct Step {
  std::int64_t size;
  DeliveryId last;
};

Result<Step> next_step(Database& database, std::int64_t robot, DeliveryId after) {
  Query query(database,
              "SELECT count(*), ifnull(max(id), 0) FROM (SELECT id FROM delivery"
              " WHERE robot = ? AND due IS NOT NULL AND id > ? ORDER BY id LIMIT ?)",
              robot, after, kCopyStep);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  return Step{query.integer(0), query.integer(1)};
}

struct Stretch {
  std::int64_t robot;
  std::int64_t fallback;
  DeliveryId after;
  DeliveryId last;
};

// How many there were to copy.
Result<std::int64_t> copy_step(Database& database, const Stretch& stretch) {
  const Result<DeliveryId> last_id = last_delivery_id(database);
  if (!last_id) {
    return last_id;
  }
  const Result<void> copied =
      run(database,
          "INSERT INTO delivery(id, alert, robot, state, due, rank, copy_of)"
          " SELECT ?5 + row_number() OVER (ORDER BY d.id), d.alert, ?2, 'pending', 0,"
          " CASE d.rank WHEN 0 THEN 1 WHEN 4 THEN 3 ELSE d.rank END, ?1 FROM delivery d JOIN alert a ON a.id = d.alert"
          " WHERE d.robot = ?1 AND d.due IS NOT NULL AND d.id > ?3 AND d.id <= ?4 AND a.own = 0"
          " AND NOT EXISTS (SELECT 1 FROM delivery o WHERE o.alert = d.alert AND o.robot = ?2"
          "   AND o.state <> 'suppressed')",
          stretch.robot, stretch.fallback, stretch.after, stretch.last, *last_id);
  if (!copied) {
    return copied.error();
  }
  const std::int64_t copies = database.rows_changed();
  if (const Result<void> noted = note_delivery_ids(database, copies); !noted) {
    return noted.error();
  }
  const Result<void> counted = count_new(database, State::pending, copies);
  return counted ? Result<std::int64_t>(copies) : counted.error();
}

}  // namespace

Result<Copied> copy_waiting(Database& database, const ports::Diversion& diversion, const Moment& moment) {
  const Result<std::int64_t> from = robot_id(database, diversion.robot);
  if (!from) {
    return from.error();
  }
  const Result<std::int64_t> to = robot_id(database, diversion.fallback);
  if (!to) {
    return to.error();
  }
  const Result<std::optional<DeliveryId>> after = copied_up_to(database, *from, *to);
  if (!after) {
    return after.error();
  }
  if (!after->has_value()) {
    if (const Result<void> told = store_notice(database, diversion.notice(), {diversion.fallback}, moment); !told) {
      return told.error();
    }
  }
  const DeliveryId start = after->value_or(0);
  const Result<Step> step = next_step(database, *from, start);
  if (!step) {
    return step.error();
  }
  const Result<std::int64_t> copies = step->size == 0 ? 0 : copy_step(database, {*from, *to, start, step->last});
  if (!copies) {
    return copies.error();
  }
  if (const Result<void> moved =
          run(database, "UPDATE robot SET diverted_after = max(?, ?), diverted_to = ? WHERE id = ?", start, step->last,
              *to, *from);
      !moved) {
    return moved.error();
  }
  return Copied{*copies, step->size == kCopyStep};
}

Result<void> end_diversion(Database& database, const std::string& robot) {
  return run(database,
             "UPDATE robot SET diverted_after = NULL, diverted_to = NULL WHERE name = ? AND diverted_after IS NOT NULL",
             robot);
}

}  // namespace relay::storage
