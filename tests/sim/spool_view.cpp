// SPDX-License-Identifier: MIT
#include "sim/spool_view.hpp"

#include <charconv>
#include <stdexcept>

#include "storage/database.hpp"
#include "storage/query.hpp"

namespace relay::sim {
namespace {

using storage::Query;

// Calls `each` for every row.
template <class Each>
void rows(storage::Database& database, const char* sql, Each each) {
  Query query(database, sql);
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      throw std::runtime_error(row.error().detail);
    }
    if (!*row) {
      return;
    }
    each(query);
  }
}

std::optional<std::int64_t> optional_integer(const Query& query, int column) {
  return query.is_null(column) ? std::nullopt : std::optional(query.integer(column));
}

// "… Qa17z …" -> 17
int number_in(const std::string& text) {
  const std::size_t found = text.find("Qa");
  int number = -1;
  if (found != std::string::npos) {
    std::from_chars(text.data() + found + 2, text.data() + text.size(), number);
  }
  return number;
}

}  // namespace

SpoolView read_spool(const std::string& path) {
  auto opened = storage::Database::open(path, path + ".lock");
  if (!opened) {
    throw std::runtime_error(opened.error().detail);
  }
  storage::Database& database = **opened;
  if (const Result<void> alone = database.execute("PRAGMA locking_mode = EXCLUSIVE"); !alone) {
    throw std::runtime_error(alone.error().detail);
  }
  SpoolView view;
  rows(database, "SELECT value FROM meta WHERE key = 'uid'", [&](const Query& row) { view.uid = row.text(0); });
  rows(database,
       "SELECT a.id, t.json, a.issue, a.level, a.novelty, a.own, json_extract(t.json, '$.a'), json_extract(t.json, "
       "'$.t'),"
       " a.received_wall FROM alert a JOIN alert_text t ON t.alert = a.id ORDER BY a.id",
       [&](const Query& row) {
         view.alerts.push_back({row.integer(0), number_in(row.text(1)), row.text(2), row.text(3), row.integer(4) != 0,
                                row.integer(5) != 0, row.text(6), row.text(7), row.integer(8)});
       });
  rows(database,
       "SELECT d.id, d.alert, r.name, d.state, d.digest, d.told_by, c.name, d.ended_wall FROM delivery d"
       " JOIN robot r ON r.id = d.robot LEFT JOIN robot c ON c.id = d.copy_of ORDER BY d.id",
       [&](const Query& row) {
         view.deliveries.push_back({row.integer(0), row.integer(1), row.text(2), row.text(3), optional_integer(row, 4),
                                    optional_integer(row, 5), row.text(6), optional_integer(row, 7)});
       });
  rows(database, "SELECT g.id, r.name, g.last, g.state FROM digest g JOIN robot r ON r.id = g.robot ORDER BY g.id",
       [&](const Query& row) {
         view.digests.push_back({row.integer(0), row.text(1), row.integer(2), row.text(3)});
       });
  rows(database, "SELECT seq FROM sqlite_sequence WHERE name = 'digest'",
       [&](const Query& row) { view.last_digest = row.integer(0); });
  rows(database, "SELECT count(*) FROM attempt WHERE ended IS NULL",
       [&](const Query& row) { view.open_attempts = row.integer(0); });
  rows(database, "SELECT name, value FROM counter",
       [&](const Query& row) { view.counters[row.text(0)] = row.integer(1); });
  rows(database, "PRAGMA integrity_check(1)", [&](const Query& row) { view.integrity = row.text(0); });
  return view;
}

}  // namespace relay::sim
