// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace relay::storage {

// What a failing call returns, and what it leaves in errno.
struct LogFailure {
  int code;
  int system_errno;
};
inline constexpr LogFailure kNone{SQLITE_OK, 0};
inline constexpr LogFailure kDiskFull{SQLITE_FULL, ENOSPC};
inline constexpr LogFailure kBroken{SQLITE_IOERR_WRITE, EIO};
inline constexpr LogFailure kUnsynced{SQLITE_IOERR_FSYNC, EIO};
inline constexpr LogFailure kUnread{SQLITE_IOERR_READ, EIO};

// A VFS like the default one, which writes down what is done to write-ahead logs and fails on demand.
class RecordedLogs {
 public:
  // "write <offset>+<bytes>", "sync", "cut <size>", "close", and each with " failed" behind it.
  std::vector<std::string> seen;
  std::vector<std::string> reads;  // "<offset>+<bytes>"

  LogFailure writes_fail{kNone};
  LogFailure syncs_fail{kNone};
  LogFailure reads_fail{kNone};
  sqlite3_int64 room{1'000'000'000};  // where writes end before they are kDiskFull

  RecordedLogs() : vfs_{*sqlite3_vfs_find(nullptr)}, lower_(sqlite3_vfs_find(nullptr)) {
    vfs_.pNext = nullptr;
    vfs_.zName = "recorded-logs";
    vfs_.pAppData = this;
    vfs_.szOsFile += static_cast<int>(sizeof(File));
    vfs_.xOpen = open;
  }
  RecordedLogs(const RecordedLogs&) = delete;
  RecordedLogs& operator=(const RecordedLogs&) = delete;

  [[nodiscard]] sqlite3_vfs& vfs() { return vfs_; }

 private:
  struct File : sqlite3_file {
    RecordedLogs* owner;
  };

  static RecordedLogs& owner_of(sqlite3_file* file) { return *static_cast<File*>(file)->owner; }
  static sqlite3_file* lower_of(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(static_cast<File*>(file) + 1);
  }

  template <class Call>
  static int note(sqlite3_file* file, const std::string& what, const LogFailure& failure, Call call) {
    const bool fails = failure.code != SQLITE_OK;
    owner_of(file).seen.push_back(fails ? what + " failed" : what);
    if (fails) {
      errno = failure.system_errno;
      return failure.code;
    }
    return call(lower_of(file));
  }

  static std::string range(sqlite3_int64 offset, int amount) {
    return std::to_string(offset) + "+" + std::to_string(amount);
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto& self = *static_cast<RecordedLogs*>(vfs->pAppData);
    if ((flags & SQLITE_OPEN_WAL) == 0) {
      return self.lower_->xOpen(self.lower_, name, file, flags, out_flags);
    }
    static_cast<File*>(file)->owner = &self;
    const int code = self.lower_->xOpen(self.lower_, name, lower_of(file), flags, out_flags);
    file->pMethods = code == SQLITE_OK ? &methods() : nullptr;
    return code;
  }

  static const sqlite3_io_methods& methods() {
    static const sqlite3_io_methods kMethods = [] {
      sqlite3_io_methods methods{};
      methods.iVersion = 1;
      methods.xClose = [](sqlite3_file* file) {
        return note(file, "close", kNone, [](sqlite3_file* lower) { return lower->pMethods->xClose(lower); });
      };
      methods.xRead = [](sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
        RecordedLogs& self = owner_of(file);
        self.reads.push_back(range(offset, amount));
        sqlite3_file* lower = lower_of(file);
        return self.reads_fail.code != SQLITE_OK ? self.reads_fail.code
                                                 : lower->pMethods->xRead(lower, out, amount, offset);
      };
      methods.xWrite = [](sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset) {
        const RecordedLogs& self = owner_of(file);
        return note(file, "write " + range(offset, amount), offset + amount > self.room ? kDiskFull : self.writes_fail,
                    [&](sqlite3_file* lower) { return lower->pMethods->xWrite(lower, bytes, amount, offset); });
      };
      methods.xTruncate = [](sqlite3_file* file, sqlite3_int64 size) {
        return note(file, "cut " + std::to_string(size), kNone,
                    [&](sqlite3_file* lower) { return lower->pMethods->xTruncate(lower, size); });
      };
      methods.xSync = [](sqlite3_file* file, int flags) {
        return note(file, "sync", owner_of(file).syncs_fail,
                    [&](sqlite3_file* lower) { return lower->pMethods->xSync(lower, flags); });
      };
      methods.xFileSize = [](sqlite3_file* file, sqlite3_int64* size) {
        return lower_of(file)->pMethods->xFileSize(lower_of(file), size);
      };
      methods.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
      methods.xSectorSize = [](sqlite3_file* file) { return lower_of(file)->pMethods->xSectorSize(lower_of(file)); };
      methods.xDeviceCharacteristics = [](sqlite3_file* file) {
        return lower_of(file)->pMethods->xDeviceCharacteristics(lower_of(file));
      };
      return methods;
    }();
    return kMethods;
  }

  sqlite3_vfs vfs_;
  sqlite3_vfs* lower_;
};

}  // namespace relay::storage
