// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "relay/base/result.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Where a pending delivery goes after an attempt.
struct DeliveryChange {
  delivery::State state;
  delivery::Progress progress;
  std::optional<BootTime> due;  // pending: not before
};

// Both leave a delivery that is no longer pending as it is, keep the counters, and finish the alert with its last
// pending delivery. Unless it was shown, what is bound to it (rank.hpp) becomes `unknown`. Call inside a transaction.
[[nodiscard]] Result<void> change_delivery(Database& database, ports::DeliveryId id, const DeliveryChange& change,
                                           const Moment& moment);
[[nodiscard]] Result<void> end_delivery(Database& database, ports::DeliveryId id, delivery::State end,
                                        const Moment& moment);

// Pending deliveries, one of each of these alerts, have just been set to `end`: the rest of it, as above.
[[nodiscard]] Result<void> note_ends(Database& database, const std::vector<ports::AlertId>& alerts, delivery::State end,
                                     const Moment& moment);

// What is bound to `leader` (rank.hpp), whose delivery.repeat is `repeat`: `digested` or `unknown`.
[[nodiscard]] Result<void> end_bound(Database& database, ports::DeliveryId leader, std::int64_t repeat,
                                     delivery::State end, const Moment& moment);

// Once nothing of it waits any more.
[[nodiscard]] Result<void> finish_alert(Database& database, ports::AlertId alert, WallTime now);

}  // namespace relay::storage
