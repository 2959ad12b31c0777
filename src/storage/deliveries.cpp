// SPDX-License-Identifier: MIT
#include "storage/deliveries.hpp"

#include <string_view>
#include <utility>

#include "storage/alert_codec.hpp"
#include "storage/rank.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace {

using delivery::Form;
using ports::AlertId;
using ports::DeliveryId;
using ports::PendingDelivery;

// Both halves are looked up in delivery_waiting (robot, rank, due, id): fresh ones lie there in order of id, and those
// with an instant of their own are few.
constexpr std::string_view kNext =
    "SELECT d.id, d.alert, a.received_wall, t.json, d.attempts, d.busy, d.unexpected, d.unknown, d.plain"
    " FROM delivery d JOIN alert a ON a.id = d.alert JOIN alert_text t ON t.alert = d.alert"
    " WHERE d.id = (SELECT min(id) FROM ("
    "  SELECT * FROM (SELECT id FROM delivery WHERE robot = ?1 AND rank = ?2 AND due = 0 AND id > ?3 ORDER BY id"
    "    LIMIT 1)"
    "  UNION ALL"
    "  SELECT min(id) FROM delivery WHERE robot = ?1 AND rank = ?2 AND due > 0 AND due <= ?4 AND id > ?3))";

alert::Alert unreadable(AlertId id, const std::string& why) {
  alert::Alert alert;
  alert.title = "Alert " + std::to_string(id) + " could not be read back from the spool";
  alert.message = why;
  return alert;
}

alert::Alert decoded(AlertId id, const std::string& json) {
  Result<alert::Alert> alert = decode_alert(json);
  return alert ? std::move(*alert) : unreadable(id, alert.error().detail);
}

Result<std::optional<PendingDelivery>> next_of(Database& database, std::optional<std::int64_t> robot, Rank rank,
                                               DeliveryId behind, BootTime now, const std::string& uid) {
  Query query(database, kNext, robot, rank, behind, now);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return std::optional<PendingDelivery>{};
  }
  const DeliveryId id = query.integer(0);
  const AlertId alert = query.integer(1);
  return std::optional<PendingDelivery>({id, alert, decoded(alert, query.text(3)), query.wall_time(2),
                                         read_progress(query, 4), uid + ":" + std::to_string(id)});
}

}  // namespace

delivery::Progress read_progress(const Query& query, int first) {
  const auto number = [&](int column) { return static_cast<std::uint32_t>(query.integer(first + column)); };
  return {number(0), number(1), number(2), number(3), number(4) != 0 ? Form::plain : Form::full};
}

Result<std::optional<PendingDelivery>> next_delivery(Database& database, const std::string& robot, DeliveryId behind,
                                                     BootTime now, const std::string& uid) {
  const Result<std::optional<std::int64_t>> robot_id = find_robot(database, robot);
  if (!robot_id) {
    return robot_id.error();
  }
  for (const Rank rank : kRanks) {
    Result<std::optional<PendingDelivery>> found =
        next_of(database, *robot_id, rank, rank == Rank::alone ? 0 : behind, now, uid);
    if (!found || found->has_value()) {
      return found;
    }
  }
  return std::optional<PendingDelivery>{};
}

Result<std::vector<alert::Alert>> read_alerts(Database& database, const std::vector<AlertId>& ids) {
  std::vector<alert::Alert> alerts;
  for (const AlertId id : ids) {
    Query query(database, "SELECT json FROM alert_text WHERE alert = ?", id);
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    alerts.push_back(*row ? decoded(id, query.text(0)) : unreadable(id, "it is no longer there"));
  }
  return alerts;
}

}  // namespace relay::storage
