// SPDX-License-Identifier: MIT
#include "storage/delivery_pick.hpp"

#include <limits>
#include <optional>
#include <string>

#include "storage/query.hpp"

namespace relay::storage {
namespace {

using ports::DeliveryFilter;
using ports::DeliveryId;

constexpr DeliveryId kBehindAll = std::numeric_limits<DeliveryId>::max();

// The rows that one step looks at: ?1 is where it begins, ?2 how many there are, ?3 the alert of all of them.
const std::string& rows_of(const DeliveryFilter& filter, PickOrder order) {
  static const std::string kNewest = "(SELECT * FROM delivery WHERE id < ?1 AND ?3 IS NULL ORDER BY id DESC LIMIT ?2)";
  static const std::string kOldest = "(SELECT * FROM delivery WHERE id > ?1 AND ?3 IS NULL ORDER BY id LIMIT ?2)";
  static const std::string kNewestOfAlert =
      "(SELECT * FROM delivery WHERE alert = ?3 AND id < ?1 ORDER BY id DESC LIMIT ?2)";
  static const std::string kOldestOfAlert =
      "(SELECT * FROM delivery WHERE alert = ?3 AND id > ?1 ORDER BY id LIMIT ?2)";
  if (filter.alert.has_value()) {
    return order == PickOrder::newest_first ? kNewestOfAlert : kOldestOfAlert;
  }
  return order == PickOrder::newest_first ? kNewest : kOldest;
}

std::optional<std::string_view> name_of(const std::optional<delivery::State>& state) {
  return state.has_value() ? std::optional(delivery::to_string(*state)) : std::nullopt;
}

// The issue's number is the end of its key, its short id stands in the text.
constexpr std::string_view kMatches =
    " d JOIN alert a ON a.id = d.alert JOIN robot r ON r.id = d.robot WHERE (?4 IS NULL OR r.name = ?4)"
    " AND (?5 IS NULL OR d.state = ?5) AND (?6 IS NULL OR a.received_wall >= ?6)"
    " AND (?7 IS NULL OR a.received_wall <= ?7)"
    " AND (?8 IS NULL OR substr(a.issue, instr(a.issue, '/') + 1) = ?8 OR EXISTS (SELECT 1 FROM alert_text t"
    " WHERE t.alert = d.alert AND instr(t.json, '\"si\":\"' || upper(?8) || '\"') > 0))";

Result<std::vector<Picked>> matching(Database& database, const DeliveryFilter& filter, PickOrder order, DeliveryId from,
                                     std::size_t most) {
  const std::string sql =
      "SELECT d.id, d.alert, d.state, r.name FROM " + rows_of(filter, order) + std::string(kMatches) +
      (order == PickOrder::newest_first ? " ORDER BY d.id DESC LIMIT ?9" : " ORDER BY d.id LIMIT ?9");
  Query query(database, sql, from, kPickStep, filter.alert, filter.robot, name_of(filter.state), filter.since,
              filter.until, filter.issue, most);
  std::vector<Picked> found;
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return found;
    }
    const auto state = delivery::state_from(query.text(2)).value_or(delivery::State::pending);
    found.push_back({query.integer(0), query.integer(1), state, query.text(3)});
  }
}

// The last row that the step looked at; 0 when it was the last of all.
Result<DeliveryId> end_of_step(Database& database, const DeliveryFilter& filter, PickOrder order, DeliveryId from) {
  const std::string sql = std::string("SELECT ") + (order == PickOrder::newest_first ? "min(id)" : "max(id)") +
                          ", count(*) FROM " + rows_of(filter, order);
  Query query(database, sql, from, kPickStep, filter.alert);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  return query.integer(1) < kPickStep ? 0 : query.integer(0);
}

}  // namespace

Result<Pick> pick_deliveries(Database& database, const DeliveryFilter& filter, PickOrder order, DeliveryId from,
                             std::size_t most) {
  const DeliveryId begin = from == 0 && order == PickOrder::newest_first ? kBehindAll : from;
  Result<std::vector<Picked>> found = matching(database, filter, order, begin, most);
  if (!found) {
    return found.error();
  }
  if (found->size() == most) {
    const DeliveryId last = found->empty() ? 0 : found->back().id;
    return Pick{std::move(*found), last};
  }
  const Result<DeliveryId> next = end_of_step(database, filter, order, begin);
  if (!next) {
    return next.error();
  }
  return Pick{std::move(*found), *next};
}

}  // namespace relay::storage
