// SPDX-License-Identifier: MIT
#pragma once

#include "relay/base/result.hpp"
#include "relay/ports/operations.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Compares the counters with one another and with the rows. Inside a transaction, so that they are of one instant.
[[nodiscard]] Result<ports::Audit> audit(Database& database);

}  // namespace relay::storage
