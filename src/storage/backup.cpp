// SPDX-License-Identifier: MIT
#include "storage/backup.hpp"

#include <sqlite3.h>
#include <unistd.h>
#include <utility>

#include "storage/file_uri.hpp"

namespace relay::storage {
namespace {

constexpr int kPagesAStep = 128;  // half a megabyte: about a millisecond

}  // namespace

Result<std::unique_ptr<Backup>> Backup::begin(Database& source, const std::string& path, const std::string& mode_like) {
  ::unlink(path.c_str());
  constexpr int kFlags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3* target = nullptr;
  const int opened = sqlite3_open_v2(file_uri(path, mode_like).c_str(), &target, kFlags, nullptr);
  auto backup = std::unique_ptr<Backup>(new Backup(path, target));
  if (opened != SQLITE_OK) {
    return backup->failure();
  }
  sqlite3_exec(target, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF", nullptr, nullptr, nullptr);
  backup->backup_ = sqlite3_backup_init(target, "main", source.connection_, "main");
  if (backup->backup_ == nullptr) {
    return backup->failure();
  }
  return backup;
}

Backup::~Backup() {
  (void)finish();
  sqlite3_close_v2(target_);
  if (!complete_) {
    ::unlink(path_.c_str());
  }
}

int Backup::finish() { return sqlite3_backup_finish(std::exchange(backup_, nullptr)); }

Result<bool> Backup::step() {
  const int code = sqlite3_backup_step(backup_, kPagesAStep);
  if (code == SQLITE_OK) {
    return true;
  }
  const int finished = finish();
  if (code != SQLITE_DONE || finished != SQLITE_OK) {
    return failure();
  }
  complete_ = true;
  return false;
}

Error Backup::failure() const {
  return fail(ErrorKind::unavailable, "copy to " + path_ + ": " + sqlite3_errmsg(target_));
}

}  // namespace relay::storage
