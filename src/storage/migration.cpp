// SPDX-License-Identifier: MIT
#include "storage/migration.hpp"

#include <array>
#include <string>

#include "storage/schema.hpp"

namespace relay::storage {
namespace {

// The n-th leads from version n + 1 to the next. What has been released never changes.
constexpr std::array<const char*, 6> kSteps{
    // 2: a rule keeps an alert from single robots, so it belongs to the delivery; digests, and what they count by
    R"sql(
ALTER TABLE delivery ADD COLUMN rule TEXT;
UPDATE delivery SET rule = (SELECT rule FROM alert WHERE alert.id = delivery.alert) WHERE state = 'suppressed';
ALTER TABLE alert DROP COLUMN rule;
ALTER TABLE alert ADD COLUMN issue TEXT;
ALTER TABLE alert ADD COLUMN project TEXT;
ALTER TABLE alert ADD COLUMN level TEXT;
ALTER TABLE alert ADD COLUMN novelty INTEGER NOT NULL DEFAULT 0;
CREATE TABLE digest(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  robot INTEGER NOT NULL REFERENCES robot(id),
  last INTEGER NOT NULL,
  state TEXT NOT NULL,
  due INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  busy INTEGER NOT NULL DEFAULT 0,
  unexpected INTEGER NOT NULL DEFAULT 0,
  unknown INTEGER NOT NULL DEFAULT 0,
  plain INTEGER NOT NULL DEFAULT 0,
  settled_wall INTEGER
) STRICT;
ALTER TABLE delivery ADD COLUMN rank INTEGER NOT NULL DEFAULT 3;
ALTER TABLE delivery ADD COLUMN digest INTEGER REFERENCES digest(id) ON DELETE SET NULL;
UPDATE delivery SET rank = 0 WHERE unknown > 0 OR plain = 1;
ALTER TABLE attempt ADD COLUMN digest INTEGER REFERENCES digest(id) ON DELETE SET NULL;
ALTER TABLE attempt ADD COLUMN slot INTEGER NOT NULL DEFAULT 0;
DROP INDEX delivery_waiting;
DROP INDEX attempt_window;
CREATE INDEX alert_issue ON alert(issue);
CREATE INDEX delivery_waiting ON delivery(robot, rank, due) WHERE due IS NOT NULL;
CREATE INDEX delivery_digest ON delivery(digest) WHERE digest IS NOT NULL;
CREATE INDEX digest_open ON digest(robot) WHERE settled_wall IS NULL;
CREATE INDEX attempt_window ON attempt(robot_key, slot, boot, ended) WHERE counts = 1;
CREATE INDEX attempt_digest ON attempt(digest) WHERE digest IS NOT NULL;
)sql",
    // 3: what operators did, when deliveries ended, and counters that can be compared with the rows
    R"sql(
ALTER TABLE robot ADD COLUMN paused_wall INTEGER;
ALTER TABLE delivery ADD COLUMN ended_wall INTEGER;
ALTER TABLE delivery ADD COLUMN redriven_wall INTEGER;
CREATE TABLE operation(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  delivery INTEGER NOT NULL REFERENCES delivery(id) ON DELETE CASCADE,
  done_wall INTEGER NOT NULL,
  what TEXT NOT NULL
) STRICT;
CREATE INDEX operation_delivery ON operation(delivery);
INSERT INTO counter(name, value) SELECT 'accepted', sum(value) FROM counter WHERE name NOT IN ('alerts', 'duplicates');
INSERT INTO counter(name, value) VALUES('shed', 0);
INSERT INTO counter(name, value)
  SELECT 'forgotten ' || name, value - (SELECT count(*) FROM delivery WHERE state = name) FROM counter
  WHERE name IN ('shown', 'digested', 'suppressed', 'dead', 'unknown', 'expired', 'discarded', 'shed');
)sql",
    // 4: what was counted because there was no room for it; repeats, copies for a fallback, what robots were told of
    // their losses, silent sources
    R"sql(
ALTER TABLE robot ADD COLUMN told_wall INTEGER NOT NULL DEFAULT 0;
ALTER TABLE robot ADD COLUMN diverted_after INTEGER;
ALTER TABLE alert ADD COLUMN own INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN repeat INTEGER;
ALTER TABLE delivery ADD COLUMN told_by INTEGER;
ALTER TABLE delivery ADD COLUMN copy_of INTEGER REFERENCES robot(id);
ALTER TABLE attempt ADD COLUMN riders_last INTEGER NOT NULL DEFAULT 0;
CREATE TABLE repeat(
  id INTEGER PRIMARY KEY,
  robot INTEGER NOT NULL REFERENCES robot(id),
  issue TEXT NOT NULL,
  interval INTEGER NOT NULL,
  until_wall INTEGER NOT NULL DEFAULT 0,
  UNIQUE(robot, issue)
) STRICT;
CREATE TABLE source(
  name TEXT PRIMARY KEY,
  heard_wall INTEGER NOT NULL,
  silent INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX repeat_until ON repeat(until_wall);
CREATE INDEX delivery_repeat ON delivery(repeat) WHERE repeat IS NOT NULL AND due IS NOT NULL;
CREATE INDEX delivery_lost ON delivery(robot, ended_wall) WHERE state IN ('dead', 'unknown', 'expired');
CREATE TABLE shed(
  robot INTEGER NOT NULL REFERENCES robot(id),
  project TEXT NOT NULL,
  level TEXT NOT NULL,
  alerts INTEGER NOT NULL,
  first_wall INTEGER NOT NULL,
  last_wall INTEGER NOT NULL,
  PRIMARY KEY(robot, project, level)
) STRICT, WITHOUT ROWID;
CREATE TABLE shed_told(robot INTEGER PRIMARY KEY REFERENCES robot(id), told_wall INTEGER NOT NULL) STRICT;
)sql",
    // 5: dead letters are kept longer than what was shown; what was shed is told with the other losses; an index
    // without IN, for which SQLite fills a table at every INSERT
    R"sql(
ALTER TABLE alert ADD COLUMN dead INTEGER NOT NULL DEFAULT 0;
UPDATE alert SET dead = 1 WHERE finished_wall IS NOT NULL AND id IN (SELECT alert FROM delivery WHERE state = 'dead');
DROP INDEX alert_finished;
CREATE INDEX alert_finished ON alert(dead, finished_wall) WHERE finished_wall IS NOT NULL;
DROP INDEX delivery_lost;
CREATE INDEX delivery_lost ON delivery(robot, ended_wall) WHERE state = 'dead' OR state = 'unknown' OR state = 'expired';
UPDATE robot SET told_wall = max(told_wall, (SELECT told_wall FROM shed_told WHERE robot = robot.id))
  WHERE id IN (SELECT robot FROM shed_told);
DROP TABLE shed_told;
)sql",
    // 6: whom a robot's alerts are copied for, so that another fallback is told as well
    "ALTER TABLE robot ADD COLUMN diverted_to INTEGER REFERENCES robot(id)",
    // 7: an alert in a storm changes as few pages as can be. Its row says what it was about, in place of a table with
    // two indexes; issues are a table of their own; ids are counted. AUTOINCREMENT goes as SQLite's "Making Other Kinds
    // Of Table Schema Changes" (lang_altertable) has it: what is stored stays as it is.
    R"sql(
INSERT INTO counter(name, value)
  SELECT name || ' ids', ifnull((SELECT seq FROM sqlite_sequence s WHERE s.name = n.name), 0)
  FROM (SELECT 'alert' AS name UNION ALL SELECT 'delivery') n;
DELETE FROM sqlite_sequence WHERE name = 'alert' OR name = 'delivery';
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, ' AUTOINCREMENT', '') WHERE name = 'alert' OR name = 'delivery';
PRAGMA writable_schema = RESET;
ALTER TABLE alert ADD COLUMN dedup_scope TEXT;
ALTER TABLE alert ADD COLUMN dedup_subject TEXT;
ALTER TABLE alert ADD COLUMN dedup_state TEXT;
ALTER TABLE alert ADD COLUMN dedup_until_wall INTEGER;
UPDATE alert SET dedup_scope = d.scope, dedup_subject = d.subject, dedup_state = d.state,
  dedup_until_wall = d.until_wall FROM dedup d WHERE d.alert = alert.id;
DROP TABLE dedup;
CREATE TABLE issue(key TEXT PRIMARY KEY, heard_wall INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO issue(key, heard_wall) SELECT issue, max(received_wall) FROM alert WHERE issue IS NOT NULL GROUP BY issue;
DROP INDEX alert_issue;
CREATE INDEX issue_heard ON issue(heard_wall);
)sql",
};
static_assert(kSteps.size() == kSchemaVersion - 1);

}  // namespace

Result<void> migrate(Database& database, std::int64_t version) {
  if (version < 1 || version > kSchemaVersion) {
    return fail(ErrorKind::refused, "the spool has schema " + std::to_string(version) + ", which never was");
  }
  const Database::SchemaEdits allowed(database);
  for (auto step = static_cast<std::size_t>(version) - 1; step < kSteps.size(); ++step) {
    if (Result<void> done = database.execute(kSteps.at(step)); !done) {
      return done;
    }
  }
  return database.execute("PRAGMA user_version = " + std::to_string(kSchemaVersion));
}

}  // namespace relay::storage
