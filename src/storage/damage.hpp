// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/base/result.hpp"
#include "relay/ports/clock.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Looks for damage for at most `budget`; what was not reached counts as sound. On damage an error comes, and
// Database::damaged() is true, as if SQLite had met it itself.
[[nodiscard]] Result<void> look_for_damage(Database& database, const ports::Clock& clock, Milliseconds budget);
// The same of everything, indexes too, however long it takes.
[[nodiscard]] Result<void> look_for_any_damage(Database& database);

// Moves the database and its log to <path>.corrupt-<UTC time>, whole, for `sqlite3 … .recover`; where to, for the log.
// No connection may be open on it.
[[nodiscard]] Result<std::string> set_aside(const std::string& path, WallTime now);

}  // namespace relay::storage
