// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "relay/base/result.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Brings the tables of an older schema to kSchemaVersion, a version at a time. Call inside a transaction. `refused` for
// a version that never was.
[[nodiscard]] Result<void> migrate(Database& database, std::int64_t version);

}  // namespace relay::storage
