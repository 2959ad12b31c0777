// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/ports/spool.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// One row for each scope and subject: the last state stored. A window of zero and an empty subject know no duplicates.

// The alert that this one repeats: same state, stored less than a window ago. A row from the future (the clock was set
// back) counts while it is less than a window away.
[[nodiscard]] Result<std::optional<ports::AlertId>> find_original(Database& database, const ports::DedupKey& key,
                                                                  Milliseconds window, WallTime now);

[[nodiscard]] Result<void> remember_alert(Database& database, const ports::DedupKey& key, Milliseconds window,
                                          ports::AlertId alert, WallTime now);

}  // namespace relay::storage
