// SPDX-License-Identifier: MIT
#include "storage/attempt_story.hpp"

#include <optional>

#include "storage/query.hpp"

namespace relay::storage {
namespace {

using ports::PastAttempt;

// An attempt of another boot that a crash cut off ended when the next boot began: how long it took is not known.
PastAttempt attempt_in(const Query& query) {
  PastAttempt attempt{query.wall_time(0), std::nullopt, query.text(2), delivery::reason_from(query.text(3)),
                      query.text(4)};
  if (!query.is_null(1)) {
    attempt.took = Milliseconds{query.integer(1)};
  }
  return attempt;
}

Result<std::vector<PastAttempt>> attempts_in(Query& query) {
  std::vector<PastAttempt> found;
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return found;
    }
    found.push_back(attempt_in(query));
  }
}

}  // namespace

Result<std::vector<PastAttempt>> attempts_at(Database& database, ports::DigestId digest) {
  Query query(database,
              "SELECT started_wall, max(ended - started, 0), ifnull(verdict, ''), ifnull(reason, ''),"
              " ifnull(detail, '') FROM attempt WHERE digest = ? ORDER BY id",
              digest);
  return attempts_in(query);
}

Result<std::vector<PastAttempt>> attempts_of(Database& database, ports::DeliveryId delivery) {
  Query query(database,
              "SELECT started_wall, max(ended - started, 0), ifnull(verdict, ''), ifnull(reason, ''),"
              " ifnull(detail, '') FROM attempt WHERE delivery = ? ORDER BY id",
              delivery);
  return attempts_in(query);
}

Result<std::vector<ports::PastOperation>> operations_on(Database& database, ports::DeliveryId delivery) {
  Query query(database, "SELECT done_wall, what FROM operation WHERE delivery = ? ORDER BY id", delivery);
  std::vector<ports::PastOperation> found;
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return found;
    }
    found.push_back({query.wall_time(0), query.text(1)});
  }
}

}  // namespace relay::storage
