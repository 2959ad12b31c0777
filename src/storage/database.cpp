// SPDX-License-Identifier: MIT
#include "storage/database.hpp"

#include <cerrno>
#include <sqlite3.h>
#include <utility>

#include "relay/base/test_hooks.hpp"
#include "storage/file_uri.hpp"
#include "storage/growth.hpp"
#include "storage/log_writes.hpp"
#include "storage/query.hpp"
#include "storage/recent_subjects.hpp"

namespace relay::storage {
namespace {

// SQLite's own count of its memory takes a lock at every allocation, and nobody asks for it. Fails, and changes
// nothing, when SQLite was used before.
void count_no_memory() {
  static const int kOutcome = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(kOutcome);
}

// Over the VFS that is SQLite's default when the first connection opens. Not with the hook: a loss that it provokes is
// to show what a disk loses, not what never left the process.
const char* vfs_name() {
  static const LogWrites kJoined("relay-joined-log-writes", *sqlite3_vfs_find(nullptr), kAheadBytes);
  return hooks::weaker_synchronous().has_value() ? nullptr : kJoined.name();
}

}  // namespace

Database::Database(sqlite3* connection)
    : connection_(connection), recent_subjects_(std::make_unique<RecentSubjects>()) {}

Database::~Database() {
  for (const auto& [sql, statement] : statements_) {
    sqlite3_finalize(statement);
  }
  sqlite3_close_v2(connection_);
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, const std::string& mode_like) {
  count_no_memory();
  const std::string uri = file_uri(path, mode_like);
  constexpr int kFlags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3* connection = nullptr;
  errno = 0;
  if (sqlite3_open_v2(uri.c_str(), &connection, kFlags, vfs_name()) != SQLITE_OK) {
    const Error error = last_error(connection, "open " + path, errno);
    sqlite3_close_v2(connection);
    return error;
  }
  sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // Real blocks ahead of need: the last of them are still there when the disk is full.
  int chunk = kGrowthBytes;
  sqlite3_file_control(connection, "main", SQLITE_FCNTL_CHUNK_SIZE, &chunk);
  return std::unique_ptr<Database>(new Database(connection));
}

Result<void> Database::execute(const std::string& sql) {
  errno = 0;
  if (sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return failure(sql.substr(0, 60));
  }
  return boost::system::in_place_value;
}

Result<sqlite3_stmt*> Database::prepare(std::string_view sql) {
  if (const auto known = statements_.find(sql); known != statements_.end()) {
    return known->second;
  }
  sqlite3_stmt* statement = nullptr;
  errno = 0;
  if (sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                         nullptr) != SQLITE_OK) {
    return failure(sql.substr(0, 60));
  }
  statements_.emplace(sql, statement);
  return statement;
}

Result<void> Database::begin() {
  int moved = 0;
  sqlite3_file_control(connection_, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  if (moved != 0) {
    return fail(ErrorKind::io, "the spool's file was moved or deleted while in use");
  }
  return step("BEGIN IMMEDIATE");
}

Result<void> Database::commit() {
  if (Result<void> settled = settle_sums(); !settled) {
    return settled;
  }
  hooks::crash_at(hooks::CrashPoint::before_commit);
  Result<void> done = step("COMMIT");
  if (done) {
    recent_subjects_->keep();
  }
  hooks::crash_at(hooks::CrashPoint::after_commit);
  return done;
}

Result<void> Database::step(std::string_view sql) {
  const Result<sqlite3_stmt*> statement = prepare(sql);
  if (!statement) {
    return statement.error();
  }
  errno = 0;
  const bool done = sqlite3_step(*statement) == SQLITE_DONE;
  const Result<void> outcome = done ? Result<void>(boost::system::in_place_value) : failure(sql);
  sqlite3_reset(*statement);
  return outcome;
}

void Database::rollback() {
  sums_.clear();
  robot_ids_.clear();
  recent_subjects_->undo();
  if (in_transaction()) {
    sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

Result<void> Database::add_to_counter(std::string_view name, std::int64_t amount) {
  if (!in_transaction()) {
    return write_sum(name, amount);
  }
  sum_of(name).amount += amount;
  ++sums_added_;
  return boost::system::in_place_value;
}

Result<std::int64_t> Database::total_of(std::string_view name) {
  Sum& sum = sum_of(name);
  if (!sum.written.has_value()) {
    const Result<std::int64_t> value = read_integer(*this, "SELECT value FROM counter WHERE name = ?", name);
    if (!value) {
      return value;
    }
    sum.written = *value;
  }
  return *sum.written + sum.amount;
}

Database::Sum& Database::sum_of(std::string_view name) {
  const auto known = sums_.find(name);
  return (known == sums_.end() ? sums_.emplace(name, Sum{}).first : known)->second;
}

Result<void> Database::settle_sums() {
  for (auto& [name, sum] : sums_) {
    if (sum.amount == 0) {
      continue;
    }
    if (Result<void> written = write_sum(name, sum.amount); !written) {
      return written;
    }
    sum.amount = 0;  // its name is wanted again
  }
  return boost::system::in_place_value;
}

Result<void> Database::write_sum(std::string_view name, std::int64_t amount) {
  Result<void> written = run(*this, "UPDATE counter SET value = value + ? WHERE name = ?", amount, name);
  if (const auto known = sums_.find(name); written && known != sums_.end() && known->second.written.has_value()) {
    *known->second.written += amount;
  }
  return written;
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(connection_) == 0; }

void Database::watch_log() { sqlite3_wal_hook(connection_, &Database::on_commit, this); }

Result<void> Database::checkpoint() { return checkpoint(SQLITE_CHECKPOINT_PASSIVE); }
Result<void> Database::checkpoint_and_truncate() { return checkpoint(SQLITE_CHECKPOINT_TRUNCATE); }

Result<void> Database::checkpoint(int mode) {
  hooks::crash_at(hooks::CrashPoint::before_checkpoint);
  errno = 0;
  if (sqlite3_wal_checkpoint_v2(connection_, nullptr, mode, nullptr, nullptr) != SQLITE_OK) {
    return failure("checkpoint");
  }
  hooks::crash_at(hooks::CrashPoint::after_checkpoint);
  wal_pages_ = 0;
  return boost::system::in_place_value;
}

std::int64_t Database::rows_changed() const { return sqlite3_changes64(connection_); }
std::int64_t Database::changes() const { return sqlite3_total_changes64(connection_) + sums_added_; }
std::int64_t Database::last_insert_id() const { return sqlite3_last_insert_rowid(connection_); }

Error Database::failure(std::string_view what) {
  const int system_errno = errno;
  const int code = sqlite3_extended_errcode(connection_);
  damaged_ = damaged_ || means_damage(code);
  full_ = std::max(full_, fullness_of(code, system_errno));
  return last_error(connection_, what, system_errno);
}

Error Database::damage(std::string_view words) {
  damaged_ = true;
  return fail(ErrorKind::io, "the database is damaged: " + std::string(words));
}

void Database::set_defensive(bool on) {
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_DEFENSIVE, on ? 1 : 0, nullptr);
}

void Database::accept_truncated() {
  set_defensive(false);
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, nullptr);
}

void Database::interrupt_when(std::function<bool()> over) {
  constexpr int kEvery = 1000;  // instructions of SQLite's virtual machine
  over_ = std::move(over);
  sqlite3_progress_handler(connection_, kEvery, over_ ? &Database::on_progress : nullptr, this);
}

int Database::on_progress(void* self) { return static_cast<Database*>(self)->over_() ? 1 : 0; }

int Database::on_commit(void* self, sqlite3*, const char*, int pages) {
  static_cast<Database*>(self)->wal_pages_ = static_cast<std::size_t>(pages);
  return SQLITE_OK;
}

}  // namespace relay::storage
