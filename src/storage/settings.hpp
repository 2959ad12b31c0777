// SPDX-License-Identifier: MIT
#pragma once

#include "relay/base/result.hpp"
#include "storage/capacity.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Sets every setting that durability rests on and reads each back: libraries and distributions change defaults, and a
// PRAGMA that does not take says nothing. README.md gives the reason for each. `io` when one does not hold.
[[nodiscard]] Result<void> apply_settings(Database& database, const Capacity& capacity);

}  // namespace relay::storage
