// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "relay/base/result.hpp"
#include "storage/sqlite_error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace relay::storage {

class RecentSubjects;

// One SQLite connection and its prepared statements; used by one thread at a time. The file belongs to SQLite alone:
// closing a descriptor of our own on it would drop SQLite's POSIX locks.
class Database {
 public:
  // Creates the file when it is missing, with owner and mode of `mode_like`, an existing file.
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::string& path, const std::string& mode_like);
  // Leaves the write-ahead log as it is: after an error nobody may touch the disk (see checkpoint).
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // SQL without parameters; rows are not looked at.
  [[nodiscard]] Result<void> execute(const std::string& sql);
  // Prepared once and kept; owned by this. For Query.
  [[nodiscard]] Result<sqlite3_stmt*> prepare(std::string_view sql);

  // ErrorKind::io also when the file is no longer under its name: what it takes then would be gone at the next start.
  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<void> commit();
  // Never fails for a reason of its own; does nothing outside a transaction.
  void rollback();
  // SQLite ends a transaction by itself on some errors.
  [[nodiscard]] bool in_transaction() const;

  // Counts the pages of the write-ahead log from now on; PRAGMA wal_autocheckpoint ends it.
  void watch_log();
  // Moves the write-ahead log into the database file; the next commit starts the log anew.
  [[nodiscard]] Result<void> checkpoint();
  // The same, and empties the log's file.
  [[nodiscard]] Result<void> checkpoint_and_truncate();
  // Pages in the log since the last checkpoint, while watched.
  [[nodiscard]] std::size_t wal_pages() const { return wal_pages_; }

  // From now on a file that is shorter than it says can be read, as far as it goes. Before the first look into it.
  void accept_truncated();

  // While it lives, PRAGMA writable_schema can be set.
  class SchemaEdits {
   public:
    explicit SchemaEdits(Database& database) : database_(database) { database_.set_defensive(false); }
    ~SchemaEdits() { database_.set_defensive(true); }
    SchemaEdits(const SchemaEdits&) = delete;
    SchemaEdits& operator=(const SchemaEdits&) = delete;

   private:
    Database& database_;
  };

  // Statements end with `cancelled` once `over` says so; an empty function ends that.
  void interrupt_when(std::function<bool()> over);

  // Adds to one row of the table `counter`. Every alert moves the same few rows: within a transaction they are written
  // once, by commit(), or by settle_sums() before somebody reads them; outside of one at once.
  [[nodiscard]] Result<void> add_to_counter(std::string_view name, std::int64_t amount);
  // The value of such a row that nobody else changes, with what is not written yet; read from the file once.
  [[nodiscard]] Result<std::int64_t> total_of(std::string_view name);
  [[nodiscard]] Result<void> settle_sums();

  // What is known of the rows without asking them; undone with the transaction.
  [[nodiscard]] RecentSubjects& recent_subjects() { return *recent_subjects_; }
  [[nodiscard]] std::map<std::string, std::int64_t, std::less<>>& robot_ids() { return robot_ids_; }

  // Rows that the last statement changed itself, without cascades.
  [[nodiscard]] std::int64_t rows_changed() const;
  // Rows changed since opening, and sums added to; cascades and what was undone too.
  [[nodiscard]] std::int64_t changes() const;
  [[nodiscard]] std::int64_t last_insert_id() const;

  // The last error of the connection, with errno (set to 0 before the call); remembers whether it meant damage.
  [[nodiscard]] Error failure(std::string_view what);
  // A finding that SQLite reports in words only counts like its own SQLITE_CORRUPT.
  [[nodiscard]] Error damage(std::string_view words);
  // Some call found that this is not a sound database.
  [[nodiscard]] bool damaged() const { return damaged_; }
  // What calls found since the last take_full().
  [[nodiscard]] Full full() const { return full_; }
  Full take_full() { return std::exchange(full_, Full::no); }

 private:
  friend class Backup;
  struct Sum {
    std::int64_t amount{0};               // for commit() to add to `counter`
    std::optional<std::int64_t> written;  // the row's value, where it was asked for
  };
  explicit Database(sqlite3* connection);
  void set_defensive(bool on);
  // A statement of its own, without parameters or rows, many times.
  [[nodiscard]] Result<void> step(std::string_view sql);
  [[nodiscard]] Result<void> checkpoint(int mode);
  [[nodiscard]] Sum& sum_of(std::string_view name);
  [[nodiscard]] Result<void> write_sum(std::string_view name, std::int64_t amount);
  static int on_commit(void* self, sqlite3* connection, const char* schema, int pages);
  static int on_progress(void* self);

  sqlite3* connection_;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
  std::map<std::string, Sum, std::less<>> sums_;
  std::int64_t sums_added_{0};
  std::size_t wal_pages_{0};
  bool damaged_{false};
  Full full_{Full::no};
  std::function<bool()> over_;
  std::unique_ptr<RecentSubjects> recent_subjects_;
  std::map<std::string, std::int64_t, std::less<>> robot_ids_;
};

// Runs `work` (Database& -> Result<void>) in a transaction of its own: committed, or undone as a whole.
template <class Work>
[[nodiscard]] Result<void> transact(Database& database, Work&& work) {
  if (Result<void> begun = database.begin(); !begun) {
    return begun;
  }
  Result<void> done = work(database);
  if (done) {
    done = database.commit();
  }
  if (!done) {
    database.rollback();
  }
  return done;
}

}  // namespace relay::storage
