// SPDX-License-Identifier: MIT
#include "torture/spool_facts.hpp"

#include <algorithm>
#include <stdexcept>

#include "relay/delivery/delivery.hpp"
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
  std::int64_t sum = 0;
  for (const delivery::State state : delivery::kStates) {
    const std::string name(to_string(state));
    const bool has_rows = state != delivery::State::duplicate;
    if (has_rows && count(name) - count("forgotten " + name) != row(name)) {
      return false;
    }
    sum += count(name);
  }
  return sum == count("accepted");
}

std::int64_t SpoolFacts::lost(const std::vector<Ack>& acks) const {
  const auto missing = std::count_if(acks.begin(), acks.end(),
                                     [this](const Ack& ack) { return ack.id != 0 && !alerts.contains(ack.id); });
  // A finished alert is forgotten early where there is no room; that many may be missing, and no more.
  std::int64_t forgotten = 0;
  for (const delivery::State state : delivery::kStates) {
    const bool counted_only = state == delivery::State::shed || state == delivery::State::suppressed;
    forgotten += counted_only ? 0 : count("forgotten " + std::string(to_string(state)));
  }
  return std::max<std::int64_t>(missing - forgotten, 0);
}

std::int64_t SpoolFacts::count(const std::string& name) const {
  const auto found = counts.find(name);
  return found == counts.end() ? 0 : found->second;
}

std::int64_t SpoolFacts::row(const std::string& state) const {
  const auto found = rows.find(state);
  return found == rows.end() ? 0 : found->second;
}

SpoolFacts read_facts(const std::string& spool_path) {
  const auto database = must(storage::Database::open(spool_path, spool_path));
  SpoolFacts facts{};
  facts.sound = sound(*database);
  if (must(storage::read_integer(*database, "SELECT count(*) FROM sqlite_schema")) == 0) {
    return facts;  // not even the tables reached the disk
  }
  facts.alerts = alerts(*database);
  facts.rows = pairs(*database, "SELECT state, count(*) FROM delivery GROUP BY state");
  facts.counts = pairs(*database, "SELECT name, value FROM counter");
  facts.unknown_attempts =
      must(storage::read_integer(*database, "SELECT count(*) FROM attempt WHERE verdict = 'unknown'"));
  facts.digested_members =
      must(storage::read_integer(*database, "SELECT count(*) FROM delivery WHERE state = 'digested'"));
  facts.longest_ms = must(storage::read_integer(*database,
                                                "SELECT ifnull(max(d.ended_wall - a.received_wall), 0) FROM delivery d"
                                                " JOIN alert a ON a.id = d.alert WHERE d.ended_wall IS NOT NULL"));
  return facts;
}

}  // namespace relay::torture
