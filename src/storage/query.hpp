// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};

struct Borrowed {};

// One use of a prepared statement: values are bound in order at once, errors come from next() or run(), the end of
// its life resets the statement. Not nested in another Query of the same SQL.
class Query {
 public:
  // Texts are copied.
  template <class... Values>
  Query(Database& database, std::string_view sql, const Values&... values) : database_(database), sql_(sql) {
    prepare_with(values...);
  }
  // Texts are borrowed: they outlive the query.
  template <class... Values>
  Query(Database& database, Borrowed, std::string_view sql, const Values&... values)
      : database_(database), sql_(sql), borrows_(true) {
    prepare_with(values...);
  }
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  // Goes to the next row; false behind the last one.
  [[nodiscard]] Result<bool> next();
  // To the end, whatever rows come.
  [[nodiscard]] Result<void> run();

  // Columns of the present row, from 0. Text and blob alike come as bytes.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] BootTime boot_time(int column) const { return BootTime{Milliseconds{integer(column)}}; }
  [[nodiscard]] WallTime wall_time(int column) const { return WallTime{Milliseconds{integer(column)}}; }

 private:
  template <class... Values>
  void prepare_with(const Values&... values) {
    prepare();
    int position = 0;
    (bind(++position, values), ...);
  }
  void prepare();
  void bind(int position, std::string_view text);
  void bind(int position, Blob blob);
  void bind(int position, BootTime time) { bind_integer(position, time.time_since_epoch().count()); }
  void bind(int position, WallTime time) { bind_integer(position, time.time_since_epoch().count()); }
  template <std::integral Integer>
  void bind(int position, Integer value) {
    bind_integer(position, static_cast<std::int64_t>(value));
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void bind(int position, Enum value) { bind_integer(position, static_cast<std::int64_t>(value)); }
  template <class Value>
  void bind(int position, const std::optional<Value>& value) {
    if (value.has_value()) {
      bind(position, *value);  // an unbound parameter is NULL
    }
  }
  void bind_integer(int position, std::int64_t value);
  void check(int code);

  Database& database_;
  std::string_view sql_;
  bool borrows_{false};
  sqlite3_stmt* statement_{nullptr};
  std::optional<Error> error_;
};

// The first column of every row that is left.
[[nodiscard]] Result<std::vector<std::int64_t>> integers_of(Query& query);
[[nodiscard]] Result<std::vector<std::string>> texts_of(Query& query);

// For statements that return nothing.
template <class... Values>
[[nodiscard]] Result<void> run(Database& database, std::string_view sql, const Values&... values) {
  return Query(database, Borrowed{}, sql, values...).run();
}

// For a DELETE whose last parameter is how many rows may go: true when as many went, so that more may remain.
template <class... Values>
[[nodiscard]] Result<bool> drop_some(Database& database, std::int64_t most, std::string_view sql,
                                     const Values&... values) {
  if (const Result<void> done = run(database, sql, values..., most); !done) {
    return done.error();
  }
  return database.rows_changed() == most;
}

// The first column of the only row.
template <class... Values>
[[nodiscard]] Result<std::int64_t> read_integer(Database& database, std::string_view sql, const Values&... values) {
  Query query(database, Borrowed{}, sql, values...);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return fail(ErrorKind::not_found, "no row: " + std::string(sql));
  }
  return query.integer(0);
}

}  // namespace relay::storage
