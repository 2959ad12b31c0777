// SPDX-License-Identifier: MIT
#pragma once

#include "relay/base/result.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/capacity.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Reads only. Walks the index of the waiting deliveries: some milliseconds for 100 000 of them.
[[nodiscard]] Result<ports::SpoolStatus> read_status(Database& database, const Capacity& capacity,
                                                     const Moment& moment);

}  // namespace relay::storage
