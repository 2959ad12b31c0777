// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relay/base/result.hpp"
#include "relay/ports/spool.hpp"
#include "storage/database.hpp"
#include "storage/query.hpp"

namespace relay::storage {

// The best one that is ready: by rank, then the oldest. Of those that merge only such behind `behind`. `uid` is the
// spool's. A text that cannot be read back becomes an alert that says so.
[[nodiscard]] Result<std::optional<ports::PendingDelivery>> next_delivery(Database& database, const std::string& robot,
                                                                          ports::DeliveryId behind, BootTime now,
                                                                          const std::string& uid);

// The texts of these alerts, in their order, with the same for what is unreadable or gone.
[[nodiscard]] Result<std::vector<alert::Alert>> read_alerts(Database& database, const std::vector<ports::AlertId>& ids);

// attempts, busy, unexpected, unknown, plain: five columns of `delivery`, from `first` on.
[[nodiscard]] delivery::Progress read_progress(const Query& query, int first);

}  // namespace relay::storage
