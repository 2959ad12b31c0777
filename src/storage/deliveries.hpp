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

// One of them, with all that a send needs; nothing when it is gone. `uid` is the spool's. A text that cannot be read
// back becomes an alert that says so.
[[nodiscard]] Result<std::optional<ports::PendingDelivery>> read_delivery(Database& database, ports::DeliveryId id,
                                                                          const std::string& uid);

// The texts of these alerts, in their order, with the same for what is unreadable or gone.
[[nodiscard]] Result<std::vector<alert::Alert>> read_alerts(Database& database, const std::vector<ports::AlertId>& ids);

// attempts, busy, unexpected, unknown, plain: five columns of `delivery`, from `first` on.
[[nodiscard]] delivery::Progress read_progress(const Query& query, int first);

}  // namespace relay::storage
