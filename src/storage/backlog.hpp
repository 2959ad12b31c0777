// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "relay/base/result.hpp"
#include "relay/delivery/planner.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Counts up to this many of each rank: the planner asks whether none, one or several wait.
inline constexpr std::int64_t kBacklogCounted = 2;

// What waits for a robot, and which of what is ready goes first: by rank, then the oldest. `behind`: see ports::Spool.
struct Waiting {
  delivery::Backlog backlog{};
  std::optional<ports::DeliveryId> first{};
};
[[nodiscard]] Result<Waiting> read_waiting(Database& database, const std::string& robot, ports::DeliveryId behind,
                                           const Moment& moment);

}  // namespace relay::storage
