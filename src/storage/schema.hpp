// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "relay/base/result.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// PRAGMA user_version of the tables that README.md describes.
constexpr std::int64_t kSchemaVersion = 7;

// Creates the tables in a new file, or brings an older version's to the present one, in one transaction. `refused`: the
// file is of a newer version of this program, or of another program; it is never changed then. True when the file was
// new.
[[nodiscard]] Result<bool> prepare_schema(Database& database);

}  // namespace relay::storage
