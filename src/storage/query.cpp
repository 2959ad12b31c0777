// SPDX-License-Identifier: MIT
#include "storage/query.hpp"

#include <cerrno>
#include <sqlite3.h>

namespace relay::storage {
namespace {

template <class Value, class Read>
Result<std::vector<Value>> column_of(Query& query, const Read& read) {
  std::vector<Value> values;
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return values;
    }
    values.push_back(read());
  }
}

}  // namespace

void Query::prepare() {
  const Result<sqlite3_stmt*> prepared = database_.prepare(sql_);
  if (!prepared) {
    error_ = prepared.error();
    return;
  }
  statement_ = *prepared;
}

Query::~Query() {
  if (statement_ != nullptr) {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
}

Result<bool> Query::next() {
  if (error_) {
    return *error_;
  }
  errno = 0;
  const int code = sqlite3_step(statement_);
  if (code != SQLITE_ROW && code != SQLITE_DONE) {
    error_ = database_.failure(sql_.substr(0, 60));
    return *error_;
  }
  return code == SQLITE_ROW;
}

Result<void> Query::run() {
  for (;;) {
    const Result<bool> row = next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return boost::system::in_place_value;
    }
  }
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Query::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes == nullptr ? std::string{}
                          : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

void Query::bind(int position, std::string_view text) {
  if (!error_) {
    const char* bytes = text.data() == nullptr ? "" : text.data();  // SQLite takes a null pointer for NULL
    check(sqlite3_bind_text64(statement_, position, bytes, text.size(), borrows_ ? SQLITE_STATIC : SQLITE_TRANSIENT,
                              SQLITE_UTF8));
  }
}

void Query::bind(int position, Blob blob) {
  if (!error_) {
    check(sqlite3_bind_blob64(statement_, position, blob.bytes.data(), blob.bytes.size(),
                              borrows_ ? SQLITE_STATIC : SQLITE_TRANSIENT));
  }
}

void Query::bind_integer(int position, std::int64_t value) {
  if (!error_) {
    check(sqlite3_bind_int64(statement_, position, value));
  }
}

void Query::check(int code) {
  if (code != SQLITE_OK) {
    error_ = database_.failure(sql_.substr(0, 60));
  }
}

Result<std::vector<std::int64_t>> integers_of(Query& query) {
  return column_of<std::int64_t>(query, [&query] { return query.integer(0); });
}

Result<std::vector<std::string>> texts_of(Query& query) {
  return column_of<std::string>(query, [&query] { return query.text(0); });
}

}  // namespace relay::storage
