// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "relay/base/result.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

constexpr std::int64_t kExpireStep = 256;

// At most kExpireStep of a robot's pending deliveries whose alert is older than `max_age` become expired; how many did.
// Age is boot time within a boot, else wall time. Call inside a transaction, while no request for this robot is under
// way. A pending digest whose members they are is gone afterwards, or has ended as unknown: look for it anew.
[[nodiscard]] Result<std::int64_t> expire_deliveries(Database& database, const std::string& robot,
                                                     std::chrono::seconds max_age, const Moment& moment);

}  // namespace relay::storage
