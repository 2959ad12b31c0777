// SPDX-License-Identifier: MIT
#include "storage/deliveries.hpp"

#include <string_view>
#include <utility>

#include "storage/alert_codec.hpp"

namespace relay::storage {
namespace {

using delivery::Form;
using ports::AlertId;
using ports::DeliveryId;
using ports::PendingDelivery;

constexpr std::string_view kOne =
    "SELECT d.alert, a.received_wall, t.json, d.attempts, d.busy, d.unexpected, d.unknown, d.plain,"
    " (SELECT name FROM robot WHERE id = d.copy_of)"
    " FROM delivery d JOIN alert a ON a.id = d.alert JOIN alert_text t ON t.alert = d.alert WHERE d.id = ?";

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

}  // namespace

delivery::Progress read_progress(const Query& query, int first) {
  const auto number = [&](int column) { return static_cast<std::uint32_t>(query.integer(first + column)); };
  return {number(0), number(1), number(2), number(3), number(4) != 0 ? Form::plain : Form::full};
}

Result<std::optional<PendingDelivery>> read_delivery(Database& database, DeliveryId id, const std::string& uid) {
  Query query(database, kOne, id);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return std::optional<PendingDelivery>{};
  }
  const AlertId alert = query.integer(0);
  return std::optional<PendingDelivery>({id, alert, decoded(alert, query.text(2)), query.wall_time(1),
                                         read_progress(query, 3), uid + ":" + std::to_string(id), query.text(8)});
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
