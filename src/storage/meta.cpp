// SPDX-License-Identifier: MIT
#include "storage/meta.hpp"

#include "storage/query.hpp"

namespace relay::storage {
namespace {

constexpr std::string_view kSet =
    "INSERT INTO meta(key, value) VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value";

template <class Value, class Read>
Result<std::optional<Value>> read(Database& database, std::string_view key, Read column) {
  Query query(database, "SELECT value FROM meta WHERE key = ?", key);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  return *row ? std::optional<Value>(column(query)) : std::nullopt;
}

}  // namespace

Result<void> set_meta(Database& database, std::string_view key, std::string_view value) {
  return run(database, kSet, key, value);
}

Result<void> set_meta(Database& database, std::string_view key, std::int64_t value) {
  return run(database, kSet, key, value);
}

Result<std::optional<std::string>> meta_text(Database& database, std::string_view key) {
  return read<std::string>(database, key, [](const Query& query) { return query.text(0); });
}

Result<std::optional<std::int64_t>> meta_integer(Database& database, std::string_view key) {
  return read<std::int64_t>(database, key, [](const Query& query) { return query.integer(0); });
}

}  // namespace relay::storage
