-- SPDX-License-Identifier: MIT
-- A spool as version 2 of the schema left it: a delivery forgotten (shown), two suppressed, two in a digest, one dead, one
-- shown, one that waits.
CREATE TABLE meta(key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE robot(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE robot_key(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  block_until INTEGER,
  block_until_wall INTEGER,
  block_set_wall INTEGER,
  block_reason TEXT
) STRICT;
CREATE TABLE alert(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  received_wall INTEGER NOT NULL,
  boot INTEGER NOT NULL,
  received INTEGER NOT NULL,
  finished_wall INTEGER,
  issue TEXT,
  project TEXT,
  level TEXT,
  novelty INTEGER NOT NULL DEFAULT 0
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
  id INTEGER PRIMARY KEY AUTOINCREMENT,
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
  slot INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE dedup(
  scope TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL,
  alert INTEGER NOT NULL,
  seen_wall INTEGER NOT NULL,
  until_wall INTEGER NOT NULL,
  PRIMARY KEY(scope, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_finished ON alert(finished_wall) WHERE finished_wall IS NOT NULL;
CREATE INDEX alert_issue ON alert(issue);
CREATE INDEX delivery_alert ON delivery(alert);
CREATE INDEX delivery_waiting ON delivery(robot, rank, due) WHERE due IS NOT NULL;
CREATE INDEX delivery_digest ON delivery(digest) WHERE digest IS NOT NULL;
CREATE INDEX digest_open ON digest(robot) WHERE settled_wall IS NULL;
CREATE INDEX attempt_window ON attempt(robot_key, slot, boot, ended) WHERE counts = 1;
CREATE INDEX attempt_digest ON attempt(digest) WHERE digest IS NOT NULL;
CREATE INDEX attempt_open ON attempt(robot_key) WHERE ended IS NULL;
CREATE INDEX attempt_delivery ON attempt(delivery);
CREATE INDEX dedup_until ON dedup(until_wall);
INSERT INTO counter(name, value) VALUES
  ('alerts', 5), ('duplicates', 1), ('pending', 1), ('shown', 2), ('digested', 2), ('suppressed', 2),
  ('duplicate', 1), ('dead', 1), ('unknown', 0), ('expired', 0), ('discarded', 0);
INSERT INTO meta(key, value) VALUES('uid', '0011223344556677');
INSERT INTO robot(id, name) VALUES(1, 'ops'), (2, 'web');
INSERT INTO robot_key(id, key) VALUES(1, 'abc');
INSERT INTO digest(id, robot, last, state, attempts, settled_wall) VALUES(1, 1, 6, 'shown', 1, 1795392003000);
INSERT INTO alert(id, received_wall, boot, received, finished_wall, issue, project, level, novelty) VALUES
  (2, 1795392000000, 1, 3600000, 1795392000000, 'web/2', 'web', 'error', 1),
  (3, 1795392000000, 1, 3600000, NULL, 'web/3', 'web', 'error', 1),
  (4, 1795392000000, 1, 3600000, 1795392003000, 'web/3', 'web', 'error', 0),
  (5, 1795392000000, 1, 3600000, 1795392002000, 'web/5', 'web', 'fatal', 1);
INSERT INTO alert_text(alert, json) VALUES(2, '{"t":"two"}'), (3, '{"t":"three"}'), (4, '{"t":"four"}'), (5, '{"t":"five"}');
INSERT INTO delivery(id, alert, robot, state, due, rule, rank, digest) VALUES
  (2, 2, 1, 'suppressed', NULL, 'kinds.installation', 3, NULL), (3, 2, 2, 'suppressed', NULL, 'kinds.installation', 3, NULL),
  (4, 3, 2, 'pending', 0, NULL, 2, NULL), (5, 4, 1, 'digested', NULL, NULL, 3, 1), (6, 4, 2, 'digested', NULL, NULL, 3, 1),
  (7, 5, 1, 'dead', NULL, NULL, 0, NULL), (8, 5, 2, 'shown', NULL, NULL, 1, NULL);
INSERT INTO attempt(id, delivery, robot_key, boot, started, started_wall, ended, verdict, reason, detail, digest, slot) VALUES
  (1, 8, 1, 1, 3600100, 1795392000100, 3600200, 'shown', 'none', '', NULL, 0),
  (2, NULL, 1, 1, 3602000, 1795392002000, 3602100, 'shown', 'none', '', 1, 1);
PRAGMA application_id = 1380273241;
PRAGMA user_version = 2;
