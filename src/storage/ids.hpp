// SPDX-License-Identifier: MIT
#pragma once

#include "relay/base/result.hpp"
#include "relay/ports/spool.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Numbers of alerts and deliveries: grow, and none is ever given twice, even after its row was deleted. They are
// counted like all totals, once a transaction: AUTOINCREMENT asks for the last one, and writes it, at every row.
// All of them inside a transaction.
[[nodiscard]] Result<void> create_ids(Database& database);

[[nodiscard]] Result<ports::AlertId> next_alert_id(Database& database);
[[nodiscard]] Result<ports::DeliveryId> next_delivery_id(Database& database);
// The next ones, as many, were given.
[[nodiscard]] Result<void> note_delivery_ids(Database& database, std::int64_t count);

// 0: there was none.
[[nodiscard]] Result<ports::AlertId> last_alert_id(Database& database);
[[nodiscard]] Result<ports::DeliveryId> last_delivery_id(Database& database);

}  // namespace relay::storage
