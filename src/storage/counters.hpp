// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "relay/base/result.hpp"
#include "relay/delivery/delivery.hpp"
#include "relay/ports/spool.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Totals over the life of the spool, changed in the transaction of what they count, so that the accounting identity
// (accepted = the sum over the states) holds at every instant and outlives retention. All of them inside a transaction.
[[nodiscard]] Result<void> create_counters(Database& database);

[[nodiscard]] Result<void> count_alert(Database& database);
[[nodiscard]] Result<void> count_duplicate(Database& database, std::int64_t deliveries);
// Accepted, and in this state.
[[nodiscard]] Result<void> count_new(Database& database, delivery::State state, std::int64_t deliveries);
// Pending deliveries reached it.
[[nodiscard]] Result<void> count_ends(Database& database, delivery::State end, std::int64_t deliveries);
// Those of one state are in another now.
[[nodiscard]] Result<void> count_move(Database& database, delivery::State from, delivery::State to,
                                      std::int64_t deliveries);
// The rows of deliveries that ended so are deleted; their total stays.
[[nodiscard]] Result<void> count_forgotten(Database& database, const std::string& end, std::int64_t deliveries);

[[nodiscard]] Result<ports::SpoolCounts> read_counters(Database& database);
// How many deliveries of this state have no row any more; those that never had one (duplicates) are not among them.
[[nodiscard]] Result<std::int64_t> read_forgotten(Database& database, delivery::State state);

}  // namespace relay::storage
