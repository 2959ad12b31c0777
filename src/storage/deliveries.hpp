// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "relay/base/result.hpp"
#include "relay/ports/spool.hpp"
#include "storage/database.hpp"
#include "storage/query.hpp"

namespace relay::storage {

// When the first of a robot's pending deliveries may be tried; BootTime{}, long past, for those never tried.
[[nodiscard]] Result<std::optional<BootTime>> earliest_due(Database& database, const std::string& robot);

// The oldest one that is due. `uid` is the spool's. A text that cannot be read back becomes an alert that says so.
[[nodiscard]] Result<std::optional<ports::PendingDelivery>> next_delivery(Database& database, const std::string& robot,
                                                                          BootTime now, const std::string& uid);

// attempts, busy, unexpected, unknown, plain: five columns of `delivery`, from `first` on.
[[nodiscard]] delivery::Progress read_progress(const Query& query, int first);

}  // namespace relay::storage
