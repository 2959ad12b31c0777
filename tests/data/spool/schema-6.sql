-- SPDX-License-Identifier: MIT
-- A spool as version 6 of the schema left it: the one of version 5, brought to it, with two of its subjects.
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
, own INTEGER NOT NULL DEFAULT 0, dead INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE alert_text(
  alert INTEGER PRIMARY KEY REFERENCES alert(id) ON DELETE CASCADE,
  json TEXT NOT NULL
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
, riders_last INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE dedup(
  scope TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL,
  alert INTEGER NOT NULL,
  seen_wall INTEGER NOT NULL,
  until_wall INTEGER NOT NULL,
  PRIMARY KEY(scope, subject)
) STRICT, WITHOUT ROWID;
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
  digest INTEGER REFERENCES digest(id) ON DELETE SET NULL, ended_wall INTEGER, redriven_wall INTEGER, repeat INTEGER, told_by INTEGER, copy_of INTEGER REFERENCES robot(id),
  CHECK((state = 'pending') = (due IS NOT NULL))
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
CREATE TABLE meta(key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE operation(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  delivery INTEGER NOT NULL REFERENCES delivery(id) ON DELETE CASCADE,
  done_wall INTEGER NOT NULL,
  what TEXT NOT NULL
) STRICT;
CREATE TABLE payload(
  alert INTEGER PRIMARY KEY REFERENCES alert(id) ON DELETE CASCADE,
  received_wall INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE TABLE robot(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, paused_wall INTEGER, told_wall INTEGER NOT NULL DEFAULT 0, diverted_after INTEGER, diverted_to INTEGER REFERENCES robot(id)) STRICT;
CREATE TABLE robot_key(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  block_until INTEGER,
  block_until_wall INTEGER,
  block_set_wall INTEGER,
  block_reason TEXT
) STRICT;
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
CREATE TABLE shed(
  robot INTEGER NOT NULL REFERENCES robot(id),
  project TEXT NOT NULL,
  level TEXT NOT NULL,
  alerts INTEGER NOT NULL,
  first_wall INTEGER NOT NULL,
  last_wall INTEGER NOT NULL,
  PRIMARY KEY(robot, project, level)
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('boot_began',3000000);
INSERT INTO meta VALUES('boot_id','boot-a');
INSERT INTO meta VALUES('boot_number',1);
INSERT INTO meta VALUES('uid','0011223344556677');
INSERT INTO counter VALUES('accepted',16);
INSERT INTO counter VALUES('alerts',12);
INSERT INTO counter VALUES('dead',1);
INSERT INTO counter VALUES('digested',2);
INSERT INTO counter VALUES('discarded',0);
INSERT INTO counter VALUES('duplicate',1);
INSERT INTO counter VALUES('duplicates',1);
INSERT INTO counter VALUES('expired',0);
INSERT INTO counter VALUES('forgotten dead',0);
INSERT INTO counter VALUES('forgotten digested',0);
INSERT INTO counter VALUES('forgotten discarded',0);
INSERT INTO counter VALUES('forgotten expired',0);
INSERT INTO counter VALUES('forgotten shed',7);
INSERT INTO counter VALUES('forgotten shown',1);
INSERT INTO counter VALUES('forgotten suppressed',0);
INSERT INTO counter VALUES('forgotten unknown',0);
INSERT INTO counter VALUES('pending',1);
INSERT INTO counter VALUES('shed',7);
INSERT INTO counter VALUES('shown',2);
INSERT INTO counter VALUES('suppressed',2);
INSERT INTO counter VALUES('unknown',0);
INSERT INTO robot VALUES(1,'ops',NULL,1795392003500,NULL,NULL);
INSERT INTO robot VALUES(2,'web',NULL,1795392004500,3,1);
INSERT INTO robot_key VALUES(1,'abc',NULL,NULL,NULL,NULL);
INSERT INTO alert VALUES(2,1795392000000,1,3600000,1795392000000,'web/2','web','error',1,0,0);
INSERT INTO alert VALUES(3,1795392000000,1,3600000,NULL,'web/3','web','error',1,0,0);
INSERT INTO alert VALUES(4,1795392000000,1,3600000,1795392003000,'web/3','web','error',0,0,0);
INSERT INTO alert VALUES(5,1795392000000,1,3600000,1795392002000,'web/5','web','fatal',1,0,1);
INSERT INTO alert_text VALUES(2,'{"t":"two"}');
INSERT INTO alert_text VALUES(3,'{"t":"three"}');
INSERT INTO alert_text VALUES(4,'{"t":"four"}');
INSERT INTO alert_text VALUES(5,'{"t":"five"}');
INSERT INTO digest VALUES(1,1,6,'shown',0,1,0,0,0,0,1795392003000);
INSERT INTO delivery VALUES(2,2,1,'suppressed',NULL,0,0,0,0,0,'kinds.installation',3,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO delivery VALUES(3,2,2,'suppressed',NULL,0,0,0,0,0,'kinds.installation',3,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO delivery VALUES(4,3,2,'pending',0,0,0,0,0,0,NULL,2,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO delivery VALUES(5,4,1,'digested',NULL,0,0,0,0,0,NULL,3,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO delivery VALUES(6,4,2,'digested',NULL,0,0,0,0,0,NULL,3,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO delivery VALUES(7,5,1,'dead',NULL,0,0,0,0,0,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO delivery VALUES(8,5,2,'shown',NULL,0,0,0,0,0,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO attempt VALUES(1,8,1,1,3600100,1795392000100,3600200,1,'shown','none','',NULL,0,0);
INSERT INTO attempt VALUES(2,NULL,1,1,3602000,1795392002000,3602100,1,'shown','none','',1,1,0);
INSERT INTO shed VALUES(2,'web','error',7,1795392004000,1795392005000);
INSERT INTO dedup VALUES('main/signature','event_alert|a4|7','',4,1795392000000,1795392600000);
INSERT INTO dedup VALUES('main/signature','issue|9','resolved',1,1795391999000,1795392599000);
UPDATE sqlite_sequence SET seq = 7 WHERE name = 'alert';
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
CREATE INDEX operation_delivery ON operation(delivery);
CREATE INDEX repeat_until ON repeat(until_wall);
CREATE INDEX delivery_repeat ON delivery(repeat) WHERE repeat IS NOT NULL AND due IS NOT NULL;
CREATE INDEX alert_finished ON alert(dead, finished_wall) WHERE finished_wall IS NOT NULL;
CREATE INDEX delivery_lost ON delivery(robot, ended_wall) WHERE state = 'dead' OR state = 'unknown' OR state = 'expired';
PRAGMA application_id = 1380273241;
PRAGMA user_version = 6;
