-- Days and months over which the log has gone on are added up once more, by `compact`: a picture needs providers, not hosts, and a
-- year is twelve months. Only what is in _settled is added up; all the rest is asked of the counts. Whoever writes counts of a
-- settled day or month opens it again, by the triggers below, and the next `compact` settles it anew.

CREATE TABLE _settled (
  until INTEGER NOT NULL,
  kind  TEXT NOT NULL CHECK (kind IN ('day', 'month')),
  start INTEGER NOT NULL,
  PRIMARY KEY (until, kind)
) STRICT, WITHOUT ROWID;

CREATE VIEW settled AS
SELECT kind, start, strftime('%Y-%m-%d', start, 'unixepoch') AS start_at, until
FROM _settled;

-- ── days: by the hour and by the day, and provider ──────────────────────────────────────────────────────────────────

CREATE TABLE _provider_attempt (
  width       INTEGER NOT NULL CHECK (width IN (3600, 86400)),
  start       INTEGER NOT NULL,
  provider    TEXT NOT NULL,
  delivered   INTEGER NOT NULL,
  deferred    INTEGER NOT NULL,
  bounced     INTEGER NOT NULL,
  lost        INTEGER NOT NULL,
  unreachable INTEGER NOT NULL,
  PRIMARY KEY (width, start, provider)
) STRICT, WITHOUT ROWID;

CREATE VIEW provider_attempt AS
SELECT
  width, start, strftime('%Y-%m-%dT%H:%M:%SZ', start, 'unixepoch') AS start_at, provider,
  delivered, deferred, bounced, lost, unreachable, delivered + deferred + bounced + lost AS attempts
FROM _provider_attempt;

CREATE TABLE _provider_deferral (
  width      INTEGER NOT NULL CHECK (width IN (3600, 86400)),
  start      INTEGER NOT NULL,
  provider   TEXT NOT NULL,
  reply_id   INTEGER NOT NULL REFERENCES _reply (id),
  recipients INTEGER NOT NULL,
  replies    INTEGER NOT NULL,
  withheld   INTEGER NOT NULL,
  shadowed   INTEGER NOT NULL,
  PRIMARY KEY (width, start, provider, reply_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW provider_deferral AS
SELECT
  width, start, strftime('%Y-%m-%dT%H:%M:%SZ', start, 'unixepoch') AS start_at, provider, reply_id,
  recipients, replies, withheld, shadowed
FROM _provider_deferral;

-- ── months ──────────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE _deferral_month (
  month        INTEGER NOT NULL,
  writer_id    INTEGER NOT NULL REFERENCES _writer (id),
  remote_id    INTEGER NOT NULL REFERENCES _remote (id),
  reply_id     INTEGER NOT NULL REFERENCES _reply (id),
  recipients   INTEGER NOT NULL,
  replies      INTEGER NOT NULL,
  withheld     INTEGER NOT NULL,
  shadowed     INTEGER NOT NULL,
  first_bucket INTEGER NOT NULL,
  last_bucket  INTEGER NOT NULL,
  PRIMARY KEY (month, writer_id, remote_id, reply_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW deferral_month AS
SELECT
  month, strftime('%Y-%m', month, 'unixepoch') AS month_at,
  writer_id, remote_id, reply_id, recipients, replies, withheld, shadowed, first_bucket, last_bucket
FROM _deferral_month;

CREATE TABLE _attempt_month (
  month        INTEGER NOT NULL,
  writer_id    INTEGER NOT NULL REFERENCES _writer (id),
  remote_id    INTEGER NOT NULL REFERENCES _remote (id),
  delivered    INTEGER NOT NULL,
  deferred     INTEGER NOT NULL,
  bounced      INTEGER NOT NULL,
  lost         INTEGER NOT NULL,
  unreachable  INTEGER NOT NULL,
  delay_1      INTEGER NOT NULL,
  delay_2      INTEGER NOT NULL,
  delay_5      INTEGER NOT NULL,
  delay_10     INTEGER NOT NULL,
  delay_30     INTEGER NOT NULL,
  delay_60     INTEGER NOT NULL,
  delay_120    INTEGER NOT NULL,
  delay_300    INTEGER NOT NULL,
  delay_900    INTEGER NOT NULL,
  delay_1800   INTEGER NOT NULL,
  delay_3600   INTEGER NOT NULL,
  delay_7200   INTEGER NOT NULL,
  delay_14400  INTEGER NOT NULL,
  delay_28800  INTEGER NOT NULL,
  delay_86400  INTEGER NOT NULL,
  delay_172800 INTEGER NOT NULL,
  delay_432000 INTEGER NOT NULL,
  delay_longer INTEGER NOT NULL,
  PRIMARY KEY (month, writer_id, remote_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW attempt_month AS
SELECT
  month, strftime('%Y-%m', month, 'unixepoch') AS month_at, writer_id, remote_id,
  delivered, deferred, bounced, lost, unreachable, delivered + deferred + bounced + lost AS attempts,
  delay_1, delay_2, delay_5, delay_10, delay_30, delay_60, delay_120, delay_300, delay_900,
  delay_1800, delay_3600, delay_7200, delay_14400, delay_28800, delay_86400, delay_172800,
  delay_432000, delay_longer
FROM _attempt_month;

-- The view journey holds those that ended and those under way; whoever adds up years asks for each by itself.
CREATE VIEW journey_ended AS
SELECT
  day, strftime('%Y-%m-%d', day, 'unixepoch') AS day_at,
  provider, cause, nullif(code, 0) AS code, tries, outcome, nullif(delay_band, 0) AS delay_band, recipients
FROM _journey;

-- Journeys that ended, by the month in which they began.
CREATE TABLE _journey_month (
  month      INTEGER NOT NULL,
  provider   TEXT NOT NULL,
  cause      TEXT NOT NULL,
  code       INTEGER NOT NULL,
  tries      INTEGER NOT NULL,
  outcome    TEXT NOT NULL,
  delay_band INTEGER NOT NULL,
  first_day  INTEGER NOT NULL,
  recipients INTEGER NOT NULL,
  PRIMARY KEY (month, provider, cause, code, tries, outcome, delay_band)
) STRICT, WITHOUT ROWID;

CREATE VIEW journey_month AS
SELECT
  month, strftime('%Y-%m', month, 'unixepoch') AS month_at,
  provider, cause, nullif(code, 0) AS code, tries, outcome, nullif(delay_band, 0) AS delay_band, first_day, recipients
FROM _journey_month;

-- One row per recipient in flight, as the view journey adds them up. 518400 is six days: LOST_AFTER of the tally.
CREATE VIEW journey_under_way AS
WITH
  present AS (SELECT coalesce(max(last_at), 0) AS at FROM _coverage),
  flying AS (
    SELECT
      f.first_at - f.first_at % 86400 AS day,
      r.provider,
      r.cause,
      nullif(r.code, 0) AS code,
      f.tries,
      CASE WHEN p.at > f.last_at + 518400 THEN 'lost track' ELSE 'pending' END AS outcome,
      CASE WHEN p.at > f.last_at + 518400 THEN f.last_at ELSE max(p.at, f.last_at) END - f.first_at AS seconds
    FROM _flight AS f
    JOIN _reply AS r ON r.id = f.reply_id
    JOIN present AS p
  )
SELECT
  day, strftime('%Y-%m-%d', day, 'unixepoch') AS day_at, provider, cause, code, tries, outcome,
  (SELECT b.bound FROM _delay_band AS b WHERE b.bound >= seconds ORDER BY b.bound LIMIT 1) AS delay_band,
  1 AS recipients
FROM flying;

CREATE TABLE _retry_month (
  month         INTEGER NOT NULL,
  provider      TEXT NOT NULL,
  cause         TEXT NOT NULL,
  code          INTEGER NOT NULL,
  try           INTEGER NOT NULL,
  interval_band INTEGER NOT NULL,
  tries         INTEGER NOT NULL,
  PRIMARY KEY (month, provider, cause, code, try, interval_band)
) STRICT, WITHOUT ROWID;

CREATE VIEW retry_month AS
SELECT
  month, strftime('%Y-%m', month, 'unixepoch') AS month_at,
  provider, cause, nullif(code, 0) AS code, try, nullif(interval_band, 0) AS interval_band, tries
FROM _retry_month;

CREATE TABLE _sender_month (
  month      INTEGER NOT NULL,
  domain     TEXT NOT NULL,
  provider   TEXT NOT NULL,
  attempts   INTEGER NOT NULL,
  deferred   INTEGER NOT NULL,
  throttled  INTEGER NOT NULL,
  throttling INTEGER NOT NULL,
  PRIMARY KEY (month, domain, provider)
) STRICT, WITHOUT ROWID;

CREATE VIEW sender_month AS
SELECT
  month, strftime('%Y-%m', month, 'unixepoch') AS month_at,
  nullif(domain, '') AS sender_domain, provider, attempts, deferred, throttled, throttling
FROM _sender_month;

-- ── what opens them ─────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TRIGGER _settled_opened AFTER DELETE ON _settled WHEN old.kind = 'day' BEGIN
  DELETE FROM _provider_attempt WHERE width = 3600 AND start >= old.start AND start < old.until;
  DELETE FROM _provider_attempt WHERE width = 86400 AND start = old.start;
  DELETE FROM _provider_deferral WHERE width = 3600 AND start >= old.start AND start < old.until;
  DELETE FROM _provider_deferral WHERE width = 86400 AND start = old.start;
END;

CREATE TRIGGER _settled_month_opened AFTER DELETE ON _settled WHEN old.kind = 'month' BEGIN
  DELETE FROM _deferral_month WHERE month = old.start;
  DELETE FROM _attempt_month WHERE month = old.start;
  DELETE FROM _journey_month WHERE month = old.start;
  DELETE FROM _retry_month WHERE month = old.start;
  DELETE FROM _sender_month WHERE month = old.start;
END;

-- Counts of the present come after everything that is settled: for them the first comparison is all there is.

CREATE TRIGGER _deferral_day_counted AFTER INSERT ON _deferral_day
WHEN new.day < (SELECT max(until) FROM _settled) BEGIN
  DELETE FROM _settled WHERE until = new.day + 86400 AND kind = 'day';
  DELETE FROM _settled WHERE until = unixepoch(new.day, 'unixepoch', 'start of month', '+1 month') AND kind = 'month';
END;

CREATE TRIGGER _deferral_day_changed AFTER UPDATE ON _deferral_day
WHEN new.day < (SELECT max(until) FROM _settled) BEGIN
  DELETE FROM _settled WHERE until = new.day + 86400 AND kind = 'day';
  DELETE FROM _settled WHERE until = unixepoch(new.day, 'unixepoch', 'start of month', '+1 month') AND kind = 'month';
END;

CREATE TRIGGER _attempt_day_counted AFTER INSERT ON _attempt_day
WHEN new.day < (SELECT max(until) FROM _settled) BEGIN
  DELETE FROM _settled WHERE until = new.day + 86400 AND kind = 'day';
  DELETE FROM _settled WHERE until = unixepoch(new.day, 'unixepoch', 'start of month', '+1 month') AND kind = 'month';
END;

CREATE TRIGGER _attempt_day_changed AFTER UPDATE ON _attempt_day
WHEN new.day < (SELECT max(until) FROM _settled) BEGIN
  DELETE FROM _settled WHERE until = new.day + 86400 AND kind = 'day';
  DELETE FROM _settled WHERE until = unixepoch(new.day, 'unixepoch', 'start of month', '+1 month') AND kind = 'month';
END;

CREATE TRIGGER _journey_counted AFTER INSERT ON _journey
WHEN new.day < (SELECT max(until) FROM _settled) BEGIN
  DELETE FROM _settled WHERE until = unixepoch(new.day, 'unixepoch', 'start of month', '+1 month') AND kind = 'month';
END;

CREATE TRIGGER _journey_changed AFTER UPDATE ON _journey
WHEN new.day < (SELECT max(until) FROM _settled) BEGIN
  DELETE FROM _settled WHERE until = unixepoch(new.day, 'unixepoch', 'start of month', '+1 month') AND kind = 'month';
END;

CREATE TRIGGER _retry_counted AFTER INSERT ON _retry
WHEN new.day < (SELECT max(until) FROM _settled) BEGIN
  DELETE FROM _settled WHERE until = unixepoch(new.day, 'unixepoch', 'start of month', '+1 month') AND kind = 'month';
END;

CREATE TRIGGER _retry_changed AFTER UPDATE ON _retry
WHEN new.day < (SELECT max(until) FROM _settled) BEGIN
  DELETE FROM _settled WHERE until = unixepoch(new.day, 'unixepoch', 'start of month', '+1 month') AND kind = 'month';
END;

-- Compaction adds hours of senders up to days, which changes nothing in a month.

CREATE TRIGGER _sender_counted AFTER INSERT ON _sender
WHEN new.bucket_seconds = 3600 AND new.bucket < (SELECT max(until) FROM _settled) BEGIN
  DELETE FROM _settled WHERE until = unixepoch(new.bucket, 'unixepoch', 'start of month', '+1 month') AND kind = 'month';
END;

CREATE TRIGGER _sender_changed AFTER UPDATE ON _sender
WHEN new.bucket_seconds = 3600 AND new.bucket < (SELECT max(until) FROM _settled) BEGIN
  DELETE FROM _settled WHERE until = unixepoch(new.bucket, 'unixepoch', 'start of month', '+1 month') AND kind = 'month';
END;

-- A host that is found to be another provider's.
CREATE TRIGGER _remote_moved AFTER UPDATE OF provider ON _remote
WHEN old.provider <> new.provider BEGIN
  DELETE FROM _settled WHERE kind = 'day';
END;
