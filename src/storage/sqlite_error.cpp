// SPDX-License-Identifier: MIT
#include "storage/sqlite_error.hpp"

#include <cerrno>
#include <sqlite3.h>
#include <string>
#include <system_error>

namespace relay::storage {
namespace {

constexpr int kPrimaryMask = 0xFF;

bool is_full(int system_errno) { return system_errno == ENOSPC || system_errno == EDQUOT; }

}  // namespace

ErrorKind kind_of(int extended_code, int system_errno) {
  switch (extended_code & kPrimaryMask) {
    case SQLITE_FULL:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
      return ErrorKind::unavailable;
    case SQLITE_IOERR:
      return is_full(system_errno) || extended_code == SQLITE_IOERR_NOMEM ? ErrorKind::unavailable : ErrorKind::io;
    case SQLITE_INTERRUPT:
      return ErrorKind::cancelled;
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG:
      return ErrorKind::invalid_argument;
    default:
      return ErrorKind::io;
  }
}

bool means_damage(int extended_code) {
  const int primary = extended_code & kPrimaryMask;
  return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

Full fullness_of(int extended_code, int system_errno) {
  const int primary = extended_code & kPrimaryMask;
  if (primary != SQLITE_FULL && primary != SQLITE_IOERR) {
    return Full::no;
  }
  if (is_full(system_errno)) {
    return Full::disk;
  }
  return primary == SQLITE_FULL ? Full::unclear : Full::no;
}

Error last_error(sqlite3* connection, std::string_view what, int system_errno) {
  const int code = sqlite3_extended_errcode(connection);
  const int primary = code & kPrimaryMask;
  const bool from_system = primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN || primary == SQLITE_FULL;
  std::string detail = std::string(what) + ": " + sqlite3_errmsg(connection) + " (SQLite " + std::to_string(code);
  if (from_system && system_errno != 0) {
    detail += ", " + std::generic_category().message(system_errno);
  }
  return fail(kind_of(code, system_errno), detail + ")");
}

}  // namespace relay::storage
