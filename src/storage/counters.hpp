// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "relay/base/result.hpp"
#include "relay/delivery/delivery.hpp"
#include "relay/ports/spool.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Totals over the life of the spool, changed in the transaction of what they count, so that the accounting identity
// (accepted = the sum over the states) holds at every instant and outlives retention.
[[nodiscard]] Result<void> create_counters(Database& database);

[[nodiscard]] Result<void> count_alert(Database& database);
[[nodiscard]] Result<void> count_duplicate(Database& database, std::int64_t deliveries);
[[nodiscard]] Result<void> count_new(Database& database, delivery::State state, std::int64_t deliveries);
// Pending deliveries reached it.
[[nodiscard]] Result<void> count_ends(Database& database, delivery::State end, std::int64_t deliveries);

[[nodiscard]] Result<ports::SpoolCounts> read_counters(Database& database);

}  // namespace relay::storage
