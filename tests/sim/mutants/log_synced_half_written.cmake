# SPDX-License-Identifier: MIT
# The log is synced while the last of it still waits to be written.
set(file src/storage/log_writes.cpp)
set(promise P1)
set(from [=[int sync_log(sqlite3_file* file, int flags) {
  if (const int code = write_out(file); code != SQLITE_OK) {
    return code;
  }]=])
set(to [=[int sync_log(sqlite3_file* file, int flags) {]=])
