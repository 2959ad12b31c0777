// SPDX-License-Identifier: MIT
#include "storage/delivery_list.hpp"

#include <optional>
#include <string_view>

#include "storage/alert_codec.hpp"
#include "storage/query.hpp"

namespace relay::storage {
namespace {

using ports::ListedDelivery;

constexpr std::string_view kOne =
    "SELECT a.received_wall, d.ended_wall, d.attempts, d.rule, d.digest, t.json, x.reason, x.detail"
    " FROM delivery d JOIN alert a ON a.id = d.alert LEFT JOIN alert_text t ON t.alert = d.alert"
    " LEFT JOIN attempt x ON x.id = (SELECT max(id) FROM attempt WHERE delivery = d.id) WHERE d.id = ?";

// A text that cannot be read is not worth a failed list.
alert::Alert text_of(const Query& query, int column) {
  Result<alert::Alert> decoded = decode_alert(query.text(column));
  return decoded ? std::move(*decoded) : alert::Alert{};
}

Result<std::optional<ListedDelivery>> describe_one(Database& database, const Picked& picked) {
  Query query(database, kOne, picked.id);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return std::optional<ListedDelivery>{};
  }
  ListedDelivery one{};
  one.alert = picked.alert;
  one.robot = picked.robot;
  one.state = picked.state;
  one.received = query.wall_time(0);
  one.ended = query.is_null(1) ? std::nullopt : std::optional(query.wall_time(1));
  one.attempts = static_cast<std::uint32_t>(query.integer(2));
  one.rule = query.text(3);
  one.digest = query.is_null(4) ? std::nullopt : std::optional(query.integer(4));
  const alert::Alert alert = text_of(query, 5);
  one.level = alert.level;
  one.project = alert.project_slug.empty() ? alert.project : alert.project_slug;
  one.short_id = alert.short_id;
  one.title = alert.title;
  one.reason = delivery::reason_from(query.text(6));
  one.detail = one.reason == delivery::Reason::none ? std::string{} : query.text(7);
  return std::optional(std::move(one));
}

}  // namespace

Result<std::vector<ListedDelivery>> describe(Database& database, const std::vector<Picked>& picked) {
  std::vector<ListedDelivery> listed;
  for (const Picked& each : picked) {
    Result<std::optional<ListedDelivery>> one = describe_one(database, each);
    if (!one) {
      return one.error();
    }
    if (one->has_value()) {
      listed.push_back(std::move(**one));
    }
  }
  return listed;
}

}  // namespace relay::storage
