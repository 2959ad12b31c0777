// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// An alert's row says what it was about; which row to ask, Database::recent_subjects() knows. A window of zero and an
// empty subject know no duplicates.
[[nodiscard]] bool is_remembered(const ports::NewAlert& alert);

// The alert that this one repeats: the last one of its subject, with the same state, stored less than a window ago. A
// row from the future (the clock was set back) counts while it is less than a window away. None once it is forgotten.
[[nodiscard]] Result<std::optional<ports::AlertId>> find_original(Database& database, const ports::NewAlert& alert);

// `id` was stored in the transaction under way.
void remember_alert(Database& database, const ports::NewAlert& alert, ports::AlertId id, BootTime now);

// When opening: what is remembered, from the rows.
[[nodiscard]] Result<void> load_recent_subjects(Database& database, const Moment& moment);

// Windows that are over, and from which row on the next opening reads.
[[nodiscard]] Result<void> forget_subjects(Database& database, BootTime now);

}  // namespace relay::storage
