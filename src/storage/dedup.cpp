// SPDX-License-Identifier: MIT
#include "storage/dedup.hpp"

#include <algorithm>
#include <chrono>

#include "storage/ids.hpp"
#include "storage/meta.hpp"
#include "storage/query.hpp"
#include "storage/recent_subjects.hpp"

namespace relay::storage {
namespace {

constexpr const char* kRecentFrom = "recent_from";
constexpr Milliseconds kLongestWindow = std::chrono::hours{24};  // of the configuration

}  // namespace

bool is_remembered(const ports::NewAlert& alert) {
  return alert.dedup_window > Milliseconds::zero() && !alert.dedup.subject.empty();
}

Result<std::optional<ports::AlertId>> find_original(Database& database, const ports::NewAlert& alert) {
  const auto last = is_remembered(alert) ? database.recent_subjects().last_of(alert.dedup) : std::nullopt;
  if (!last.has_value()) {
    return std::optional<ports::AlertId>{};
  }
  Query query(database,
              "SELECT received_wall FROM alert WHERE id = ? AND dedup_scope = ? AND dedup_subject = ?"
              " AND dedup_state = ?",
              *last, alert.dedup.scope, alert.dedup.subject, alert.dedup.state);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (!*row || std::chrono::abs(alert.received - query.wall_time(0)) >= alert.dedup_window) {
    return std::optional<ports::AlertId>{};
  }
  return last;
}

void remember_alert(Database& database, const ports::NewAlert& alert, ports::AlertId id, BootTime now) {
  if (is_remembered(alert)) {
    database.recent_subjects().note(alert.dedup, id, now + alert.dedup_window);
  }
}

Result<void> load_recent_subjects(Database& database, const Moment& moment) {
  const Result<std::optional<std::int64_t>> from = meta_integer(database, kRecentFrom);
  if (!from) {
    return from.error();
  }
  Query query(database,
              "SELECT id, dedup_scope, dedup_subject, dedup_until_wall FROM alert WHERE id >= ?"
              " AND dedup_until_wall > ? ORDER BY id",
              from->value_or(0), moment.wall);
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      database.recent_subjects().keep();
      return boost::system::in_place_value;
    }
    const Milliseconds left = std::min(query.wall_time(3) - moment.wall, kLongestWindow);
    database.recent_subjects().note({query.text(1), query.text(2), {}}, query.integer(0), moment.now + left);
  }
}

Result<void> forget_subjects(Database& database, BootTime now) {
  RecentSubjects& subjects = database.recent_subjects();
  subjects.forget(now);
  const Result<std::int64_t> last = last_alert_id(database);
  if (!last) {
    return last.error();
  }
  const Result<std::optional<std::int64_t>> known = meta_integer(database, kRecentFrom);
  if (!known) {
    return known.error();
  }
  const ports::AlertId from = subjects.first().value_or(*last + 1);
  return from == known->value_or(0) ? Result<void>(boost::system::in_place_value)
                                    : set_meta(database, kRecentFrom, from);
}

}  // namespace relay::storage
