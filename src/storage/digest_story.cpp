// SPDX-License-Identifier: MIT
#include "storage/digest_story.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "storage/attempt_story.hpp"
#include "storage/digests.hpp"
#include "storage/query.hpp"

namespace relay::storage {
namespace {

using ports::AlertId;
using ports::DigestId;
using ports::DigestLine;
using ports::DigestStory;

Result<DigestStory> read_digest(Database& database, DigestId digest, const std::string& issue) {
  DigestStory story{digest, delivery::State::pending, 0, 0, DigestLine::issue, {}, {}};
  Query query(database,
              "SELECT g.state, g.settled_wall, (SELECT count(*) FROM delivery WHERE digest = g.id),"
              " (SELECT count(*) FROM delivery d JOIN alert a ON a.id = d.alert WHERE d.digest = g.id AND a.issue = ?2)"
              " FROM digest g WHERE g.id = ?1",
              digest, issue);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (*row) {
    story.state = delivery::state_from(query.text(0)).value_or(delivery::State::pending);
    story.ended = query.is_null(1) ? std::nullopt : std::optional(query.wall_time(1));
    story.alerts = query.integer(2);
    story.of_issue = query.integer(3);
  }
  return story;
}

// Whether one of these has the same `column` as the alert.
Result<bool> shares(Database& database, const std::string& column, AlertId alert, const std::vector<AlertId>& with) {
  const std::string sql = "SELECT EXISTS(SELECT 1 FROM alert a JOIN alert b ON a." + column + " = b." + column +
                          " WHERE a.id = ?1 AND b.id = ?2)";
  for (const AlertId other : with) {
    const Result<std::int64_t> same = read_integer(database, sql, alert, other);
    if (!same) {
      return same.error();
    }
    if (*same != 0) {
      return true;
    }
  }
  return false;
}

// As the digest was composed, and as far as its alerts are still there.
Result<DigestLine> line_of(Database& database, DigestId digest, AlertId alert) {
  const Result<delivery::DigestBuilder> builder = settled_members(database, digest);
  if (!builder) {
    return builder.error();
  }
  const Result<bool> named = shares(database, "issue", alert, builder->named_alerts());
  if (!named || *named) {
    return named ? Result<DigestLine>(DigestLine::issue) : named.error();
  }
  const Result<bool> in_project = shares(database, "project", alert, builder->project_alerts());
  if (!in_project) {
    return in_project.error();
  }
  return *in_project ? DigestLine::project : DigestLine::level;
}

}  // namespace

Result<DigestStory> digest_story(Database& database, DigestId digest, AlertId alert, const std::string& issue) {
  Result<DigestStory> story = read_digest(database, digest, issue);
  if (!story) {
    return story;
  }
  const Result<DigestLine> line = line_of(database, digest, alert);
  if (!line) {
    return line.error();
  }
  story->line = *line;
  Result<std::vector<ports::PastAttempt>> attempts = attempts_at(database, digest);
  if (!attempts) {
    return attempts.error();
  }
  story->attempts = std::move(*attempts);
  return story;
}

}  // namespace relay::storage
