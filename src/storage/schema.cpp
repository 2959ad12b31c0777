// SPDX-License-Identifier: MIT
#include "storage/schema.hpp"

#include <string>

#include "relay/base/crypto.hpp"
#include "storage/counters.hpp"
#include "storage/ids.hpp"
#include "storage/meta.hpp"
#include "storage/migration.hpp"
#include "storage/query.hpp"

namespace relay::storage {
namespace {

constexpr std::int64_t kApplicationId = 0x52454C59;  // "RELY": says that the file is ours

// AUTOINCREMENT: an id is never used twice, even after its row was deleted; those of `alert` and `delivery`, of which
// there are many, ids.hpp gives. Instants: *_wall and plain alert times are Unix milliseconds; the others are
// milliseconds since the boot that meta.boot_number counts.
constexpr const char* kTables = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE robot(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  paused_wall INTEGER,
  told_wall INTEGER NOT NULL DEFAULT 0,
  diverted_after INTEGER,
  diverted_to INTEGER REFERENCES robot(id)
) STRICT;
CREATE TABLE source(
  name TEXT PRIMARY KEY,
  heard_wall INTEGER NOT NULL,
  silent INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE robot_key(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  block_until INTEGER,
  block_until_wall INTEGER,
  block_set_wall INTEGER,
  block_reason TEXT
) STRICT;
CREATE TABLE alert(
  id INTEGER PRIMARY KEY,
  received_wall INTEGER NOT NULL,
  boot INTEGER NOT NULL,
  received INTEGER NOT NULL,
  finished_wall INTEGER,
  issue TEXT,
  project TEXT,
  level TEXT,
  novelty INTEGER NOT NULL DEFAULT 0,
  own INTEGER NOT NULL DEFAULT 0,
  dead INTEGER NOT NULL DEFAULT 0,
  dedup_scope TEXT,
  dedup_subject TEXT,
  dedup_state TEXT,
  dedup_until_wall INTEGER
) STRICT;
CREATE TABLE alert_text(
  alert INTEGER PRIMARY KEY REFERENCES alert(id) ON DELETE CASCADE,
  json TEXT NOT NULL
) STRICT;
CREATE TABLE payload(
  alert INTEGER PRIMARY KEY REFERENCES alert(id) ON DELETE CASCADE,
  received_wall INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
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
CREATE TABLE delivery(
  id INTEGER PRIMARY KEY,
  alert INTEGER NOT NULL REFERENCES alert(id) ON DELETE CASCADE,
  robot INTEGER NOT NULL REFERENCES robot(id),
  state TEXT NOT NULL,
  due INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  busy INTEGER NOT NULL DEFAULT 0,
  unexpected INTEGER NOT NULL DEFAULT 0,
  unknown INTEGER NOT NULL DEFAULT 0,
  plain INTEGER NOT NULL DEFAULT 0,
  rule TEXT,
  rank INTEGER NOT NULL DEFAULT 3,
  digest INTEGER REFERENCES digest(id) ON DELETE SET NULL,
  ended_wall INTEGER,
  redriven_wall INTEGER,
  repeat INTEGER,
  told_by INTEGER,
  copy_of INTEGER REFERENCES robot(id),
  CHECK((state = 'pending') = (due IS NOT NULL))
) STRICT;
CREATE TABLE attempt(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  delivery INTEGER REFERENCES delivery(id) ON DELETE SET NULL,
  robot_key INTEGER NOT NULL REFERENCES robot_key(id),
  boot INTEGER NOT NULL,
  started INTEGER NOT NULL,
  started_wall INTEGER NOT NULL,
  ended INTEGER,
  counts INTEGER NOT NULL DEFAULT 1,
  verdict TEXT,
  reason TEXT,
  detail TEXT,
  digest INTEGER REFERENCES digest(id) ON DELETE SET NULL,
  slot INTEGER NOT NULL DEFAULT 0,
  riders_last INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE repeat(
  id INTEGER PRIMARY KEY,
  robot INTEGER NOT NULL REFERENCES robot(id),
  issue TEXT NOT NULL,
  interval INTEGER NOT NULL,
  until_wall INTEGER NOT NULL DEFAULT 0,
  UNIQUE(robot, issue)
) STRICT;
CREATE TABLE operation(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  delivery INTEGER NOT NULL REFERENCES delivery(id) ON DELETE CASCADE,
  done_wall INTEGER NOT NULL,
  what TEXT NOT NULL
) STRICT;
CREATE TABLE issue(key TEXT PRIMARY KEY, heard_wall INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE shed(
  robot INTEGER NOT NULL REFERENCES robot(id),
  project TEXT NOT NULL,
  level TEXT NOT NULL,
  alerts INTEGER NOT NULL,
  first_wall INTEGER NOT NULL,
  last_wall INTEGER NOT NULL,
  PRIMARY KEY(robot, project, level)
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kIndexes = R"sql(
CREATE INDEX alert_finished ON alert(dead, finished_wall) WHERE finished_wall IS NOT NULL;
CREATE INDEX delivery_alert ON delivery(alert);
CREATE INDEX delivery_waiting ON delivery(robot, rank, due) WHERE due IS NOT NULL;
CREATE INDEX delivery_digest ON delivery(digest) WHERE digest IS NOT NULL;
CREATE INDEX delivery_repeat ON delivery(repeat) WHERE repeat IS NOT NULL AND due IS NOT NULL;
CREATE INDEX delivery_lost ON delivery(robot, ended_wall) WHERE state = 'dead' OR state = 'unknown' OR state = 'expired';
CREATE INDEX repeat_until ON repeat(until_wall);
CREATE INDEX digest_open ON digest(robot) WHERE settled_wall IS NULL;
CREATE INDEX attempt_window ON attempt(robot_key, slot, boot, ended) WHERE counts = 1;
CREATE INDEX attempt_digest ON attempt(digest) WHERE digest IS NOT NULL;
CREATE INDEX attempt_open ON attempt(robot_key) WHERE ended IS NULL;
CREATE INDEX attempt_delivery ON attempt(delivery);
CREATE INDEX operation_delivery ON operation(delivery);
CREATE INDEX issue_heard ON issue(heard_wall);
)sql";

Result<void> create(Database& database) {
  if (Result<void> done = database.execute(std::string(kTables) + kIndexes); !done) {
    return done;
  }
  if (Result<void> done = create_counters(database); !done) {
    return done;
  }
  if (Result<void> done = create_ids(database); !done) {
    return done;
  }
  if (Result<void> done = set_meta(database, "uid", crypto::random_hex(8)); !done) {
    return done;
  }
  return database.execute("PRAGMA application_id = " + std::to_string(kApplicationId) +
                          "; PRAGMA user_version = " + std::to_string(kSchemaVersion));
}

}  // namespace

Result<bool> prepare_schema(Database& database) {
  const Result<std::int64_t> objects = read_integer(database, "SELECT count(*) FROM sqlite_schema");
  if (!objects) {
    return objects.error();
  }
  if (*objects == 0) {
    const Result<void> created = transact(database, create);
    return created ? Result<bool>(true) : created.error();
  }
  const Result<std::int64_t> application = read_integer(database, "PRAGMA application_id");
  if (!application) {
    return application.error();
  }
  if (*application != kApplicationId) {
    return fail(ErrorKind::refused, "the file is a database of another program, not a spool");
  }
  const Result<std::int64_t> version = read_integer(database, "PRAGMA user_version");
  if (!version) {
    return version.error();
  }
  if (*version > kSchemaVersion) {
    return fail(ErrorKind::refused, "the spool has schema " + std::to_string(*version) + ", this program knows " +
                                        std::to_string(kSchemaVersion) +
                                        ": start the newer program again, or choose another spool.path");
  }
  if (*version < kSchemaVersion) {
    const Result<void> migrated = transact(database, [&](Database& inside) { return migrate(inside, *version); });
    if (!migrated) {
      return migrated.error();
    }
  }
  return false;
}

}  // namespace relay::storage
