// SPDX-License-Identifier: MIT
#include "storage/ids.hpp"

#include <string_view>

#include "storage/query.hpp"

namespace relay::storage {
namespace {

constexpr std::string_view kAlertIds = "alert ids";
constexpr std::string_view kDeliveryIds = "delivery ids";

}  // namespace

Result<void> create_ids(Database& database) {
  return run(database, "INSERT INTO counter(name, value) VALUES(?, 0), (?, 0)", kAlertIds, kDeliveryIds);
}

Result<ports::AlertId> next_alert_id(Database& database) { return database.count_up(kAlertIds, 1); }

Result<ports::DeliveryId> next_delivery_id(Database& database) { return database.count_up(kDeliveryIds, 1); }

Result<void> note_delivery_ids(Database& database, std::int64_t count) {
  return database.add_to_counter(kDeliveryIds, count);
}

Result<ports::AlertId> last_alert_id(Database& database) { return database.count_up(kAlertIds, 0); }
Result<ports::DeliveryId> last_delivery_id(Database& database) { return database.count_up(kDeliveryIds, 0); }

}  // namespace relay::storage
