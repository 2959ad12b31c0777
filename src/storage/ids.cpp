// SPDX-License-Identifier: MIT
#include "storage/ids.hpp"

#include <string_view>

#include "storage/query.hpp"

namespace relay::storage {
namespace {

constexpr std::string_view kAlertIds = "alert ids";
constexpr std::string_view kDeliveryIds = "delivery ids";

Result<std::int64_t> next(Database& database, std::string_view name) {
  const Result<std::int64_t> last = database.total_of(name);
  if (!last) {
    return last;
  }
  const Result<void> noted = database.add_to_counter(name, 1);
  return noted ? Result<std::int64_t>(*last + 1) : noted.error();
}

}  // namespace

Result<void> create_ids(Database& database) {
  return run(database, "INSERT INTO counter(name, value) VALUES(?, 0), (?, 0)", kAlertIds, kDeliveryIds);
}

Result<ports::AlertId> next_alert_id(Database& database) { return next(database, kAlertIds); }

Result<ports::DeliveryId> next_delivery_id(Database& database) { return next(database, kDeliveryIds); }

Result<void> note_delivery_ids(Database& database, std::int64_t count) {
  return database.add_to_counter(kDeliveryIds, count);
}

Result<ports::AlertId> last_alert_id(Database& database) { return database.total_of(kAlertIds); }
Result<ports::DeliveryId> last_delivery_id(Database& database) { return database.total_of(kDeliveryIds); }

}  // namespace relay::storage
