// SPDX-License-Identifier: MIT
#include "storage/damaged_rows.hpp"

#include <optional>

namespace relay::storage {
namespace {

constexpr std::int64_t kGivesUpAfter = 100'000;

struct Run {
  std::int64_t next;             // the key behind the last row that was read
  std::optional<Error> stopped;  // by; nothing: the end of the table
};

// As far as it goes without an error.
Run read_run(Database& database, const std::string& sql, std::int64_t from,
             const std::function<void(const Query&)>& on_row) {
  Query query(database, sql, from);
  Run run{from, std::nullopt};
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      run.stopped = row.error();
      return run;
    }
    if (!*row) {
      return run;
    }
    run.next = query.integer(0) + 1;
    on_row(query);
  }
}

void note_gap(std::vector<std::string>& gaps, const std::string& table, std::int64_t from, std::int64_t to,
              const Error& why) {
  gaps.push_back(table + " " + std::to_string(from) + (to > from ? " to " + std::to_string(to) : std::string{}) +
                 " cannot be read: " + why.detail);
}

}  // namespace

void read_what_is_there(Database& database, const DamagedTable& table, const std::function<void(const Query&)>& on_row,
                        std::vector<std::string>& gaps) {
  std::int64_t from = 0;
  std::int64_t missed = 0;  // keys without a row since the last one
  std::optional<Error> why;
  for (;;) {
    const Run run = read_run(database, table.first_from, from, on_row);
    const bool moved = run.next > from;
    if (moved && missed > 0) {
      note_gap(gaps, table.name, from - missed, from - 1, *why);
      missed = 0;
    }
    if (!run.stopped.has_value()) {
      break;
    }
    why = run.stopped;
    from = run.next + 1;
    ++missed;
    const bool is_end = table.last.has_value() ? from > *table.last : missed > kGivesUpAfter;
    if (is_end) {
      break;
    }
  }
  if (missed > 0) {
    gaps.push_back(table.name + ": nothing can be read from " + std::to_string(from - missed) + " on: " + why->detail);
  }
}

}  // namespace relay::storage
