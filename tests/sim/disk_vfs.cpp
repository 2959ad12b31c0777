// SPDX-License-Identifier: MIT
// Disk as SQLite sees it (https://sqlite.org/vfs.html). No locks and no shared memory: one connection, EXCLUSIVE.
#include <algorithm>
#include <cstring>
#include <sqlite3.h>
#include <string>

#include "sim/disk.hpp"

namespace relay::sim {
namespace {

// SQLite allocates and frees it as plain bytes.
struct OpenFile {
  sqlite3_file base;
  Disk* disk;
  Disk::File* file;
  char* nameless;  // the made-up name of a temporary file, which goes with its closing
  int sync_names;  // the first sync makes the name durable too, as SQLite's own VFS does
};

OpenFile& open_of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

int close_file(sqlite3_file* file) {
  OpenFile& open = open_of(file);
  if (open.nameless != nullptr) {
    open.disk->remove(open.nameless);
    sqlite3_free(open.nameless);
  }
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
  const std::string& content = open_of(file).file->written;
  const auto wanted = static_cast<std::size_t>(amount);
  const auto from = std::min(static_cast<std::size_t>(offset), content.size());
  const std::size_t there = std::min(wanted, content.size() - from);
  std::memcpy(out, content.data() + from, there);
  std::memset(static_cast<char*>(out) + there, 0, wanted - there);
  return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset) {
  OpenFile& open = open_of(file);
  std::string written(static_cast<const char*>(bytes), static_cast<std::size_t>(amount));
  return open.disk->change(*open.file, {offset, std::move(written)}) ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

int cut_file(sqlite3_file* file, sqlite3_int64 size) {
  OpenFile& open = open_of(file);
  return open.disk->change(*open.file, {size, std::nullopt}) ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

int sync_file(sqlite3_file* file, int) {
  OpenFile& open = open_of(file);
  const bool with_names = open.sync_names != 0;
  open.sync_names = 0;
  return open.disk->sync(*open.file, with_names) ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(open_of(file).file->written.size());
  return SQLITE_OK;
}

int lock_file(sqlite3_file*, int) { return SQLITE_OK; }

int is_locked(sqlite3_file*, int* out) {
  *out = 0;
  return SQLITE_OK;
}

int control_file(sqlite3_file*, int what, void* value) {
  if (what != SQLITE_FCNTL_MMAP_SIZE) {
    return SQLITE_NOTFOUND;
  }
  *static_cast<sqlite3_int64*>(value) = 0;  // no mapping, whatever was asked for
  return SQLITE_OK;
}

int sector_size(sqlite3_file*) { return 4096; }
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

constexpr sqlite3_io_methods make_methods() {
  sqlite3_io_methods methods{};
  methods.iVersion = 1;
  methods.xClose = close_file;
  methods.xRead = read_file;
  methods.xWrite = write_file;
  methods.xTruncate = cut_file;
  methods.xSync = sync_file;
  methods.xFileSize = size_of_file;
  methods.xLock = lock_file;
  methods.xUnlock = lock_file;
  methods.xCheckReservedLock = is_locked;
  methods.xFileControl = control_file;
  methods.xSectorSize = sector_size;
  methods.xDeviceCharacteristics = characteristics;
  return methods;
}

constexpr sqlite3_io_methods kMethods = make_methods();

// Under a VFS that was copied from ours too (storage/log_writes.hpp).
Disk* mounted = nullptr;

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  Disk& disk = *mounted;
  OpenFile& open = open_of(file);
  open.base.pMethods = nullptr;
  open.nameless = name == nullptr ? sqlite3_mprintf("temporary-%p", static_cast<void*>(file)) : nullptr;
  const std::string path = name == nullptr ? open.nameless : name;
  const bool is_new = disk.find(path) == nullptr;
  if (is_new && (flags & SQLITE_OPEN_CREATE) == 0) {
    return SQLITE_CANTOPEN;
  }
  open.disk = &disk;
  open.file = is_new ? disk.make(path) : disk.find(path);
  open.sync_names = is_new && (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0 ? 1 : 0;
  open.base.pMethods = &kMethods;
  if (out_flags != nullptr) {
    *out_flags = flags;
  }
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* name, int) {
  Disk& disk = *mounted;
  if (disk.find(name) == nullptr) {
    return SQLITE_IOERR_DELETE_NOENT;
  }
  disk.remove(name);
  return SQLITE_OK;
}

int has_file(sqlite3_vfs*, const char* name, int, int* out) {
  *out = mounted->find(name) != nullptr ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

int chance(sqlite3_vfs*, int bytes, char* out) {
  mounted->fill_with_chance(out, bytes);
  return bytes;
}

int sleep_not(sqlite3_vfs*, int microseconds) { return microseconds; }

int no_time(sqlite3_vfs*, double* out) {
  *out = 2461000.5;  // SQL of ours asks for no time
  return SQLITE_OK;
}

int no_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

void Disk::mount() {
  mounted = this;
  static sqlite3_vfs vfs{};
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(OpenFile);
  vfs.mxPathname = 512;
  vfs.zName = "relay-sim";
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  vfs.xAccess = has_file;
  vfs.xFullPathname = full_path;
  vfs.xRandomness = chance;
  vfs.xSleep = sleep_not;
  vfs.xCurrentTime = no_time;
  vfs.xGetLastError = no_error;
  sqlite3_vfs_register(&vfs, 1);
  sqlite3_randomness(0, nullptr);  // begins anew with this disk's chance
}

}  // namespace relay::sim
