// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/base/result.hpp"
#include "relay/delivery/planner.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Counts up to this many of each rank: the planner compares with at most twenty slots.
inline constexpr std::int64_t kBacklogCounted = 100;

// What waits for a robot. `behind`: see ports::Spool.
[[nodiscard]] Result<delivery::Backlog> read_backlog(Database& database, const std::string& robot,
                                                     ports::DeliveryId behind, const Moment& moment);

}  // namespace relay::storage
