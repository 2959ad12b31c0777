// SPDX-License-Identifier: MIT
#include "storage/settings.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "relay/base/test_hooks.hpp"
#include "storage/growth.hpp"
#include "storage/query.hpp"

namespace relay::storage {
namespace {

struct Setting {
  std::string_view name;
  std::string_view value;
  std::string_view reads_back;
};

// In this order: the lock before the first look into a file with a log (so that no -shm file is needed), pages and
// vacuum before the file exists.
constexpr std::array<Setting, 14> kSettings{{
    {"locking_mode", "EXCLUSIVE", "exclusive"},
    {"page_size", "4096", "4096"},
    {"auto_vacuum", "INCREMENTAL", "2"},
    {"journal_mode", "WAL", "wal"},
    {"synchronous", "FULL", "2"},
    {"mmap_size", "0", "0"},
    {"wal_autocheckpoint", "0", "0"},
    {"journal_size_limit", "8388608", "8388608"},
    {"temp_store", "MEMORY", "2"},
    {"secure_delete", "ON", "1"},
    {"cell_size_check", "ON", "1"},
    {"trusted_schema", "OFF", "0"},
    {"foreign_keys", "ON", "1"},
    {"recursive_triggers", "OFF", "0"},
}};

Result<void> set(Database& database, const std::string& name, std::string_view value) {
  return database.execute("PRAGMA " + name + " = " + std::string(value));
}

Result<void> check(Database& database, const std::string& name, std::string_view wanted) {
  const std::string sql = "PRAGMA " + name;
  Query query(database, sql);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  const std::string found = *row ? query.text(0) : "nothing";
  if (found != wanted) {
    return fail(ErrorKind::io, "the spool's " + name + " is " + found + " instead of " + std::string(wanted));
  }
  return boost::system::in_place_value;
}

// A file that is larger than a newly lowered limit keeps its size as the limit, with the blocks that it has ahead.
Result<void> limit_size(Database& database, const Capacity& capacity) {
  if (Result<void> limited = set(database, "max_page_count", std::to_string(capacity.file_pages())); !limited) {
    return limited;
  }
  const Result<std::int64_t> pages = read_integer(database, "PRAGMA page_count");
  if (!pages) {
    return pages.error();
  }
  const Result<std::int64_t> limit = read_integer(database, "PRAGMA max_page_count");
  if (!limit) {
    return limit.error();
  }
  const std::int64_t wanted = std::max(capacity.file_pages(), *pages);
  constexpr std::int64_t kAhead = kGrowthBytes / static_cast<std::int64_t>(kPageBytes);
  if (*limit < wanted || *limit > wanted + kAhead) {
    return fail(ErrorKind::io,
                "the spool's max_page_count is " + std::to_string(*limit) + " instead of " + std::to_string(wanted));
  }
  return boost::system::in_place_value;
}

}  // namespace

Result<void> apply_settings(Database& database, const Capacity& capacity) {
  for (const Setting& setting : kSettings) {
    if (Result<void> done = set(database, std::string(setting.name), setting.value); !done) {
      return done;
    }
  }
  database.watch_log();
  for (const Setting& setting : kSettings) {
    if (Result<void> held = check(database, std::string(setting.name), setting.reads_back); !held) {
      return held;
    }
  }
  if (const auto weaker = hooks::weaker_synchronous()) {
    if (Result<void> done = set(database, "synchronous", *weaker); !done) {
      return done;
    }
  }
  return limit_size(database, capacity);
}

}  // namespace relay::storage
