// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "relay/base/result.hpp"
#include "storage/database.hpp"

struct sqlite3;
struct sqlite3_backup;

namespace relay::storage {

// A copy of a database while it is used, by SQLite's backup API: step by step, outside transactions, on the thread of
// the database. What is written between two steps is in the copy too. Its errors are `unavailable`, whatever the cause:
// a copy that fails is no reason to distrust the spool. Unfinished, it leaves no file.
class Backup {
 public:
  // The file is made anew, with owner and mode of `mode_like`. It is not synced: whoever keeps it does that.
  [[nodiscard]] static Result<std::unique_ptr<Backup>> begin(Database& source, const std::string& path,
                                                             const std::string& mode_like);
  ~Backup();
  Backup(const Backup&) = delete;
  Backup& operator=(const Backup&) = delete;

  // Copies some pages; true while more remain.
  [[nodiscard]] Result<bool> step();
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  Backup(std::string path, sqlite3* target) : path_(std::move(path)), target_(target) {}
  [[nodiscard]] Error failure() const;
  [[nodiscard]] int finish();

  std::string path_;
  sqlite3* target_;
  sqlite3_backup* backup_{nullptr};
  bool complete_{false};
};

}  // namespace relay::storage
