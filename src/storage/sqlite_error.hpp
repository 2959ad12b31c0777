// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "relay/base/result.hpp"

struct sqlite3;

namespace relay::storage {

// Whether a call found no room: because the disk said so, or for a reason that only SQLite knows (its own limit, most
// likely).
enum class Full { no, unclear, disk };

// What a caller may do about an extended result code (https://sqlite.org/rescode.html):
//   unavailable       full, busy or out of memory: another try may work
//   invalid_argument  this statement or its values are at fault, the database is well
//   cancelled         interrupted by us
//   io                the disk or the file cannot be trusted any more: stop acknowledging (promise P10)
// A full disk may come as SQLITE_IOERR, so the errno decides there.
[[nodiscard]] ErrorKind kind_of(int extended_code, int system_errno);

// The two codes that mean "this is not a sound database"; the file is set aside only for these.
[[nodiscard]] bool means_damage(int extended_code);

// Whether a call failed for want of room.
[[nodiscard]] Full fullness_of(int extended_code, int system_errno);

// The last error of a connection, in SQLite's words and the operating system's. `system_errno` is errno as the failed
// call left it, 0 before it: sqlite3_system_errno() keeps an older value when a COMMIT fails (seen with 3.40.1).
[[nodiscard]] Error last_error(sqlite3* connection, std::string_view what, int system_errno);

}  // namespace relay::storage
