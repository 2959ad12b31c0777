// SPDX-License-Identifier: MIT
#pragma once

#include "relay/base/result.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/capacity.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// What alerts are grouped by: the slug, else the readable name.
[[nodiscard]] const std::string& project_of(const alert::Alert& alert);

// Alert, deliveries, dedup key and counters; call inside a transaction. When the spool is full, finished alerts give
// way before their time; where that does not help, the alert is shed (shed.hpp).
[[nodiscard]] Result<ports::Appended> append_alert(Database& database, const ports::NewAlert& alert,
                                                   const Capacity& capacity, const Moment& moment);
// The same without a look at the room or for a duplicate.
[[nodiscard]] Result<ports::AlertId> store_alert(Database& database, const ports::NewAlert& alert,
                                                 const Moment& moment);

}  // namespace relay::storage
