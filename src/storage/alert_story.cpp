// SPDX-License-Identifier: MIT
#include "storage/alert_story.hpp"

#include <limits>

#include "storage/alert_codec.hpp"
#include "storage/attempt_story.hpp"
#include "storage/digest_story.hpp"
#include "storage/ids.hpp"
#include "storage/query.hpp"

namespace relay::storage {
namespace {

using ports::AlertId;
using ports::AlertStory;
using ports::DeliveryStory;

constexpr std::int64_t kSearchStep = 1'000;

std::optional<WallTime> wall_in(const Query& query, int column) {
  return query.is_null(column) ? std::nullopt : std::optional(query.wall_time(column));
}

// Of "main/signature".
std::string proof_in(const std::string& scope) { return scope.substr(scope.rfind('/') + 1); }

struct DeliveryRow {
  ports::DeliveryId id;
  std::optional<ports::DigestId> digest;
  DeliveryStory story;
};

// A wait in boot time, as the wall clock will show its end.
std::optional<WallTime> wait_in(const Query& query, int column, const Moment& moment) {
  if (query.is_null(column) || query.boot_time(column) <= moment.now) {
    return std::nullopt;
  }
  return moment.wall + (query.boot_time(column) - moment.now);
}

Result<std::vector<DeliveryRow>> deliveries_of(Database& database, AlertId id, const Moment& moment) {
  Query query(database,
              "SELECT d.id, d.digest, r.name, d.state, d.rule, d.ended_wall, d.due, r.paused_wall,"
              " (SELECT name FROM robot WHERE id = d.copy_of), (SELECT alert FROM delivery WHERE id = d.told_by)"
              " FROM delivery d"
              " JOIN robot r ON r.id = d.robot WHERE d.alert = ? ORDER BY r.name, d.id",
              id);
  std::vector<DeliveryRow> rows;
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return rows;
    }
    DeliveryRow found{query.integer(0), {}, {}};
    found.digest = query.is_null(1) ? std::nullopt : std::optional(query.integer(1));
    found.story.robot = query.text(2);
    found.story.state = delivery::state_from(query.text(3)).value_or(delivery::State::pending);
    found.story.rule = query.text(4);
    found.story.ended = wall_in(query, 5);
    found.story.not_before = wait_in(query, 6, moment);
    found.story.paused = wall_in(query, 7);
    found.story.copy_of = query.text(8);
    found.story.counted_with = query.is_null(9) ? std::nullopt : std::optional(query.integer(9));
    rows.push_back(std::move(found));
  }
}

// Of the key at DingTalk that the robot's attempts went to last.
Result<void> add_block(Database& database, DeliveryRow& row, const Moment& moment) {
  Query query(database,
              "SELECT k.block_until, k.block_reason FROM robot_key k WHERE k.block_until > ?2 AND k.id ="
              " (SELECT robot_key FROM attempt WHERE delivery = ?1 ORDER BY id DESC LIMIT 1)",
              row.id, moment.now);
  const Result<bool> found = query.next();
  if (!found) {
    return found.error();
  }
  if (*found) {
    row.story.blocked_until = wait_in(query, 0, moment);
    row.story.block_reason = delivery::reason_from(query.text(1));
  }
  return boost::system::in_place_value;
}

Result<void> fill(Database& database, DeliveryRow& row, AlertId alert, const std::string& issue, const Moment& moment) {
  auto attempts = attempts_of(database, row.id);
  if (!attempts) {
    return attempts.error();
  }
  row.story.attempts = std::move(*attempts);
  auto operations = operations_on(database, row.id);
  if (!operations) {
    return operations.error();
  }
  row.story.operations = std::move(*operations);
  if (row.digest.has_value()) {
    auto digest = digest_story(database, *row.digest, alert, issue);
    if (!digest) {
      return digest.error();
    }
    row.story.digest = std::move(*digest);
  }
  return row.story.state == delivery::State::pending ? add_block(database, row, moment)
                                                     : Result<void>(boost::system::in_place_value);
}

Result<void> add_deliveries(Database& database, AlertStory& story, const std::string& issue, const Moment& moment) {
  Result<std::vector<DeliveryRow>> rows = deliveries_of(database, story.id, moment);
  if (!rows) {
    return rows.error();
  }
  for (DeliveryRow& row : *rows) {
    if (Result<void> filled = fill(database, row, story.id, issue, moment); !filled) {
      return filled;
    }
    story.deliveries.push_back(std::move(row.story));
  }
  return boost::system::in_place_value;
}

AlertId begin_of(AlertId from) { return from == 0 ? std::numeric_limits<AlertId>::max() : from; }

// What a step that began there found, and where the next one begins.
Result<AlertMatch> match_of(Database& database, Query& query, AlertId begin) {
  Result<std::vector<AlertId>> found = integers_of(query);
  if (!found) {
    return found.error();
  }
  Query edge(database, "SELECT min(id), count(*) FROM (SELECT id FROM alert WHERE id < ?1 ORDER BY id DESC LIMIT ?2)",
             begin, kSearchStep);
  if (const Result<bool> row = edge.next(); !row) {
    return row.error();
  }
  return AlertMatch{std::move(*found), edge.integer(1) < kSearchStep ? 0 : edge.integer(0)};
}

}  // namespace

Result<AlertMatch> find_by_text(Database& database, const std::string& text, AlertId from, std::size_t most) {
  const AlertId begin = begin_of(from);
  Query query(
      database,
      "SELECT alert FROM (SELECT alert, json FROM alert_text WHERE alert < ?1 ORDER BY alert DESC LIMIT ?2)"
      " WHERE instr(json, '\"ei\":\"' || lower(?3) || '\"') > 0 OR instr(json, '\"si\":\"' || upper(?3) || '\"')"
      " > 0 OR instr(json, '\"ii\":\"' || ?3 || '\"') > 0 ORDER BY alert DESC LIMIT ?4",
      begin, kSearchStep, text, most);
  return match_of(database, query, begin);
}

Result<AlertMatch> find_same_issue(Database& database, AlertId id, AlertId from, std::size_t most) {
  const AlertId begin = begin_of(from);
  Query query(database,
              "SELECT id FROM (SELECT id, issue FROM alert WHERE id < ?1 ORDER BY id DESC LIMIT ?2)"
              " WHERE issue = (SELECT issue FROM alert WHERE id = ?3) AND id <> ?3 ORDER BY id DESC LIMIT ?4",
              begin, kSearchStep, id, most);
  return match_of(database, query, begin);
}

Result<std::optional<AlertStory>> read_story(Database& database, AlertId id, const Moment& moment) {
  Query query(
      database,
      "SELECT a.received_wall, t.json, a.issue, a.dedup_scope FROM alert a LEFT JOIN alert_text t ON t.alert = a.id"
      " WHERE a.id = ?",
      id);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return std::optional<AlertStory>{};
  }
  AlertStory story{id, query.wall_time(0), {}, {}, {}};
  if (Result<alert::Alert> alert = decode_alert(query.text(1))) {
    story.alert = std::move(*alert);
  } else {
    story.alert.title = "(its text cannot be read: " + alert.error().detail + ")";
  }
  const std::string issue = query.text(2);
  story.proof = proof_in(query.text(3));
  if (const Result<void> added = add_deliveries(database, story, issue, moment); !added) {
    return added.error();
  }
  return std::optional(std::move(story));
}

Result<std::optional<AlertId>> newest_alert(Database& database) {
  const Result<AlertId> last = last_alert_id(database);
  if (!last) {
    return last.error();
  }
  return *last > 0 ? std::optional(*last) : std::nullopt;
}

Result<std::optional<WallTime>> oldest_alert(Database& database) {
  Query query(database, "SELECT received_wall FROM alert ORDER BY id LIMIT 1");
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  return *row ? std::optional(query.wall_time(0)) : std::nullopt;
}

}  // namespace relay::storage
