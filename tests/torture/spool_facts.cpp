// SPDX-License-Identifier: MIT
#include "torture/spool_facts.hpp"

#include <stdexcept>

#include "storage/query.hpp"

namespace relay::torture {
namespace {

template <class T>
T must(Result<T> result) {
  if (!result) {
    throw std::runtime_error(result.error().detail);
  }
  return std::move(*result);
}

std::map<std::string, std::int64_t> pairs(storage::Database& database, std::string_view sql) {
  storage::Query query(database, sql);
  std::map<std::string, std::int64_t> found;
  while (must(query.next())) {
    found[query.text(0)] = query.integer(1);
  }
  return found;
}

std::set<std::int64_t> alerts(storage::Database& database) {
  storage::Query query(database, "SELECT id FROM alert");
  std::set<std::int64_t> found;
  while (must(query.next())) {
    found.insert(query.integer(0));
  }
  return found;
}

bool sound(storage::Database& database) {
  storage::Query query(database, "PRAGMA integrity_check(1)");
  return must(query.next()) && query.text(0) == "ok";
}

}  // namespace

bool SpoolFacts::adds_up() const {
  for (const auto& [state, number] : rows) {
    const auto counted = counts.find(state);
    if (counted == counts.end() || counted->second != number) {
      return false;
    }
  }
  return true;
}

SpoolFacts read_facts(const std::string& spool_path) {
  const auto database = must(storage::Database::open(spool_path, spool_path));
  SpoolFacts facts{};
  facts.sound = sound(*database);
  facts.alerts = alerts(*database);
  facts.rows = pairs(*database, "SELECT state, count(*) FROM delivery GROUP BY state");
  facts.counts = pairs(*database, "SELECT name, value FROM counter");
  facts.unknown_attempts =
      must(storage::read_integer(*database, "SELECT count(*) FROM attempt WHERE verdict = 'unknown'"));
  facts.digested_members =
      must(storage::read_integer(*database, "SELECT count(*) FROM delivery WHERE state = 'digested'"));
  return facts;
}

}  // namespace relay::torture
