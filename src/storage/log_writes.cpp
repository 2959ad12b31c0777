// SPDX-License-Identifier: MIT
#include "storage/log_writes.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <sqlite3.h>
#include <utility>

#include "storage/file_system.hpp"

namespace relay::storage {

// The one below but for xOpen: the others are its own functions, and find their pAppData.
struct LogWrites::Vfs : sqlite3_vfs {
  Vfs(sqlite3_vfs& below, int bytes_ahead) : sqlite3_vfs(below), lower(&below), ahead(bytes_ahead) {}
  sqlite3_vfs* lower;
  int ahead;
};

namespace {

constexpr int kZeroBytes = 32 * 1024;

// Where less is free, it is for what must be written, and for the reserve of a full disk (twice 16 MiB to make it).
constexpr std::uint64_t kFreeForZeros = 40ULL << 20U;

// Of what is no file of the system's there is always room.
bool has_room(const char* name) {
  const std::optional<DiskSpace> space = name != nullptr ? space_of(name) : std::nullopt;
  return !space.has_value() || space->free >= kFreeForZeros;
}

// In memory that SQLite allocates and frees as plain bytes; the file below lies behind it.
struct LogFile : sqlite3_file {
  char* buffer;          // kJoinedBytes, from the first write on
  int waiting;           // so many of them are not written yet,
  sqlite3_int64 offset;  // and begin here in the file
  int ahead;             // bytes that the file is to have behind those in use
  sqlite3_int64 end;     // of the file, when it was last asked for or cut
  const char* name;      // SQLite's, until the file is closed
};

LogFile& log_of(sqlite3_file* file) { return *static_cast<LogFile*>(file); }
sqlite3_file* lower_of(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(&log_of(file) + 1); }

template <auto method, class... Arguments>
int pass(sqlite3_file* file, Arguments... arguments) {
  sqlite3_file* lower = lower_of(file);
  return (lower->pMethods->*method)(lower, arguments...);
}

// Zeros behind the end of the file, never over what others have written there, until it has twice what it needs behind
// `used`. The buffer is free. A failure says nothing about the commit, errno neither.
void stretch(sqlite3_file* file, sqlite3_int64 used) {
  LogFile& log = log_of(file);
  const int system_errno = errno;
  if (log.ahead == 0 || log.end >= used + log.ahead ||
      pass<&sqlite3_io_methods::xFileSize>(file, &log.end) != SQLITE_OK || log.end >= used + log.ahead ||
      !has_room(log.name)) {
    return;
  }
  std::memset(log.buffer, 0, kZeroBytes);
  const sqlite3_int64 wanted = used + 2 * static_cast<sqlite3_int64>(log.ahead);
  while (log.end < wanted && pass<&sqlite3_io_methods::xWrite>(file, log.buffer, kZeroBytes, log.end) == SQLITE_OK) {
    log.end += kZeroBytes;
  }
  errno = system_errno;
}

// What fails is dropped.
int write_out(sqlite3_file* file) {
  LogFile& log = log_of(file);
  const int amount = std::exchange(log.waiting, 0);
  if (amount == 0) {
    return SQLITE_OK;
  }
  const int code = pass<&sqlite3_io_methods::xWrite>(file, log.buffer, amount, log.offset);
  if (code == SQLITE_OK) {
    stretch(file, log.offset + amount);
  }
  return code;
}

bool has_buffer(LogFile& log) {
  if (log.buffer == nullptr) {
    log.buffer = static_cast<char*>(sqlite3_malloc(kJoinedBytes));
  }
  return log.buffer != nullptr;
}

// Behind what waits, or over it.
bool joins(const LogFile& log, int amount, sqlite3_int64 offset) {
  const sqlite3_int64 from = offset - log.offset;
  return from >= 0 && from <= log.waiting && from + amount <= kJoinedBytes;
}

int write_log(sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset) {
  LogFile& log = log_of(file);
  if (!joins(log, amount, offset)) {
    if (const int code = write_out(file); code != SQLITE_OK) {
      return code;
    }
    log.offset = offset;
  }
  if (amount > kJoinedBytes || !has_buffer(log)) {
    return pass<&sqlite3_io_methods::xWrite>(file, bytes, amount, offset);
  }
  const auto from = static_cast<int>(offset - log.offset);
  std::memcpy(log.buffer + from, bytes, static_cast<std::size_t>(amount));
  log.waiting = std::max(log.waiting, from + amount);
  return SQLITE_OK;
}

int read_log(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
  const LogFile& log = log_of(file);
  const int code = pass<&sqlite3_io_methods::xRead>(file, out, amount, offset);
  const sqlite3_int64 from = std::max(offset, log.offset);
  const sqlite3_int64 to = std::min(offset + amount, log.offset + log.waiting);
  if (from >= to || (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)) {
    return code;
  }
  std::memcpy(static_cast<char*>(out) + (from - offset), log.buffer + (from - log.offset),
              static_cast<std::size_t>(to - from));
  return to == offset + amount ? SQLITE_OK : code;
}

int sync_log(sqlite3_file* file, int flags) {
  if (const int code = write_out(file); code != SQLITE_OK) {
    return code;
  }
  return pass<&sqlite3_io_methods::xSync>(file, flags);
}

int cut_log(sqlite3_file* file, sqlite3_int64 size) {
  LogFile& log = log_of(file);
  log.waiting = static_cast<int>(std::clamp<sqlite3_int64>(size - log.offset, 0, log.waiting));
  if (const int code = write_out(file); code != SQLITE_OK) {
    return code;
  }
  log.end = std::min(log.end, size);
  return pass<&sqlite3_io_methods::xTruncate>(file, size);
}

int size_of_log(sqlite3_file* file, sqlite3_int64* size) {
  const LogFile& log = log_of(file);
  const int code = pass<&sqlite3_io_methods::xFileSize>(file, size);
  if (code == SQLITE_OK && log.waiting > 0) {
    *size = std::max(*size, log.offset + log.waiting);
  }
  return code;
}

int close_log(sqlite3_file* file) {
  const int written = write_out(file);
  sqlite3_free(log_of(file).buffer);
  const int closed = pass<&sqlite3_io_methods::xClose>(file);
  return written != SQLITE_OK ? written : closed;
}

// Version 1: what came later, shared memory and mapped pages, is for the database's file.
constexpr sqlite3_io_methods make_methods() {
  sqlite3_io_methods methods{};
  methods.iVersion = 1;
  methods.xClose = close_log;
  methods.xRead = read_log;
  methods.xWrite = write_log;
  methods.xTruncate = cut_log;
  methods.xSync = sync_log;
  methods.xFileSize = size_of_log;
  methods.xLock = pass<&sqlite3_io_methods::xLock, int>;
  methods.xUnlock = pass<&sqlite3_io_methods::xUnlock, int>;
  methods.xCheckReservedLock = pass<&sqlite3_io_methods::xCheckReservedLock, int*>;
  methods.xFileControl = pass<&sqlite3_io_methods::xFileControl, int, void*>;
  methods.xSectorSize = pass<&sqlite3_io_methods::xSectorSize>;
  methods.xDeviceCharacteristics = pass<&sqlite3_io_methods::xDeviceCharacteristics>;
  return methods;
}

constexpr sqlite3_io_methods kMethods = make_methods();

int open_log(sqlite3_vfs* lower, const char* name, sqlite3_file* file, int flags, int* out_flags, int ahead) {
  LogFile& log = log_of(file);
  log.buffer = nullptr;
  log.waiting = 0;
  log.offset = 0;
  log.ahead = ahead;
  log.end = 0;
  log.name = name;
  const int code = lower->xOpen(lower, name, lower_of(file), flags, out_flags);
  // With methods it is to be closed, even if it did not open.
  log.pMethods = lower_of(file)->pMethods != nullptr ? &kMethods : nullptr;
  return code;
}

}  // namespace

LogWrites::LogWrites(const char* name, sqlite3_vfs& lower, int ahead) : vfs_(std::make_unique<Vfs>(lower, ahead)) {
  vfs_->pNext = nullptr;
  vfs_->zName = name;
  vfs_->szOsFile = lower.szOsFile + static_cast<int>(sizeof(LogFile));
  vfs_->xOpen = [](sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    const auto& self = *static_cast<Vfs*>(vfs);
    return (flags & SQLITE_OPEN_WAL) != 0 ? open_log(self.lower, path, file, flags, out_flags, self.ahead)
                                          : self.lower->xOpen(self.lower, path, file, flags, out_flags);
  };
  sqlite3_vfs_register(vfs_.get(), 0);
}

LogWrites::~LogWrites() { sqlite3_vfs_unregister(vfs_.get()); }

const char* LogWrites::name() const { return vfs_->zName; }

}  // namespace relay::storage
