// SPDX-License-Identifier: MIT
#include "storage/issues.hpp"

#include <chrono>
#include <optional>

#include "storage/query.hpp"

namespace relay::storage {
namespace {

using delivery::Novelty;

// An issue in a storm is not written at every alert.
constexpr Milliseconds kFresh = std::chrono::hours{1};
constexpr std::int64_t kDropStep = 256;

Result<std::optional<WallTime>> heard_of(Database& database, const std::string& issue) {
  Query query(database, "SELECT heard_wall FROM issue WHERE key = ?", issue);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  return *row ? std::optional(query.wall_time(0)) : std::nullopt;
}

}  // namespace

Result<Novelty> note_issue(Database& database, const std::string& issue, WallTime now) {
  const Result<std::optional<WallTime>> heard = heard_of(database, issue);
  if (!heard) {
    return heard.error();
  }
  const Novelty novelty = heard->has_value() ? Novelty::known : Novelty::first;
  if (heard->has_value() && std::chrono::abs(now - **heard) < kFresh) {
    return novelty;
  }
  const Result<void> written = run(database,
                                   "INSERT INTO issue(key, heard_wall) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET"
                                   " heard_wall = excluded.heard_wall",
                                   issue, now);
  return written ? Result<Novelty>(novelty) : written.error();
}

Result<bool> drop_issues(Database& database, WallTime until) {
  return drop_some(database, kDropStep,
                   "DELETE FROM issue WHERE key IN (SELECT key FROM issue WHERE heard_wall <= ? LIMIT ?)",
                   until - kFresh);
}

}  // namespace relay::storage
