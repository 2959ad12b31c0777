-- SPDX-License-Identifier: MIT
-- A spool as version 1 of the schema left it: one alert shown, one suppressed, one that waits.
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
  rule TEXT
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
  detail TEXT
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
CREATE INDEX delivery_alert ON delivery(alert);
CREATE INDEX delivery_waiting ON delivery(robot, due) WHERE due IS NOT NULL;
CREATE INDEX attempt_window ON attempt(robot_key, boot, ended) WHERE counts = 1;
CREATE INDEX attempt_open ON attempt(robot_key) WHERE ended IS NULL;
CREATE INDEX attempt_delivery ON attempt(delivery);
CREATE INDEX dedup_until ON dedup(until_wall);
INSERT INTO counter(name, value) VALUES
  ('alerts', 3), ('duplicates', 0), ('pending', 1), ('shown', 1), ('digested', 0), ('suppressed', 2),
  ('duplicate', 0), ('dead', 0), ('unknown', 0), ('expired', 0), ('discarded', 0);
INSERT INTO meta(key, value) VALUES('uid', '0011223344556677');
INSERT INTO robot(id, name) VALUES(1, 'ops'), (2, 'web');
INSERT INTO alert(id, received_wall, boot, received, finished_wall, rule) VALUES
  (1, 1795392000000, 1, 3600000, 1795392001000, NULL),
  (2, 1795392000000, 1, 3600000, 1795392000000, 'kinds.installation'),
  (3, 1795392000000, 1, 3600000, NULL, NULL);
INSERT INTO alert_text(alert, json) VALUES(1, '{"t":"one"}'), (2, '{"t":"two"}'), (3, '{"t":"three"}');
INSERT INTO delivery(id, alert, robot, state, due) VALUES
  (1, 1, 1, 'shown', NULL), (2, 2, 1, 'suppressed', NULL), (3, 2, 2, 'suppressed', NULL), (4, 3, 1, 'pending', 0);
INSERT INTO dedup(scope, subject, state, alert, seen_wall, until_wall) VALUES
  ('main/signature', 'one', '', 1, 1795392000000, 1795392600000);
PRAGMA application_id = 1380273241;
PRAGMA user_version = 1;
