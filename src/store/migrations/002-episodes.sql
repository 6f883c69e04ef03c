-- Episodes: incidents of throttling. They are found in pulses, the counts of a provider by the quarter of an hour, which
-- keep their width when the counts are compacted.

-- attempts stand once per quarter, with cause ''; what was throttled (421, or a cause that is throttling), by cause.
CREATE TABLE _pulse (
  provider   TEXT NOT NULL,
  start      INTEGER NOT NULL,
  cause      TEXT NOT NULL,
  attempts   INTEGER NOT NULL,
  recipients INTEGER NOT NULL,
  replies    INTEGER NOT NULL,
  first_at   INTEGER NOT NULL,
  last_at    INTEGER NOT NULL,
  PRIMARY KEY (provider, start, cause)
) STRICT, WITHOUT ROWID;

-- Providers whose pulses changed from this quarter on since their episodes were last worked out.
CREATE TABLE _pulse_changed (
  provider TEXT PRIMARY KEY,
  start    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

DROP VIEW episode;
DROP TABLE _episode;

-- ends_at is the minute after the last throttled one; whether the episode is over depends on how far the log goes.
CREATE TABLE _episode (
  provider   TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ends_at    INTEGER NOT NULL,
  cause      TEXT NOT NULL,
  peak_at    INTEGER NOT NULL,
  peak_rate  REAL NOT NULL,
  attempts   INTEGER NOT NULL,
  recipients INTEGER NOT NULL,
  replies    INTEGER NOT NULL,
  PRIMARY KEY (provider, started_at)
) STRICT, WITHOUT ROWID;

CREATE VIEW episode AS
SELECT
  provider,
  cause,
  strftime('%Y-%m-%dT%H:%M:%SZ', started_at, 'unixepoch') AS started_at,
  CASE
    WHEN ends_at + 3600 <= (SELECT max(bucket) FROM _attempt)
    THEN strftime('%Y-%m-%dT%H:%M:%SZ', ends_at, 'unixepoch')
  END AS ended_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', ends_at, 'unixepoch') AS last_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', peak_at, 'unixepoch') AS peak_at,
  peak_rate,
  attempts,
  recipients,
  replies
FROM _episode;

-- A database that was filled before there were episodes gets them from its counts.
INSERT INTO _pulse (provider, start, cause, attempts, recipients, replies, first_at, last_at)
SELECT m.provider, d.bucket - d.bucket % 900, r.cause, 0, sum(d.recipients), sum(d.replies), min(d.bucket), max(d.bucket)
FROM _deferral AS d
JOIN _remote AS m ON m.id = d.remote_id
JOIN _reply AS r ON r.id = d.reply_id
WHERE m.provider <> 'local' AND d.recipients + d.replies > 0
  AND (r.code = 421 OR r.cause IN ('connection_limit', 'rate_limit', 'reputation'))
GROUP BY 1, 2, 3;

INSERT INTO _pulse (provider, start, cause, attempts, recipients, replies, first_at, last_at)
SELECT m.provider, a.bucket - a.bucket % 900, '', sum(a.delivered + a.deferred + a.bounced + a.lost), 0, 0, 0, 0
FROM _attempt AS a
JOIN _remote AS m ON m.id = a.remote_id
WHERE m.provider <> 'local'
GROUP BY 1, 2;

INSERT INTO _pulse_changed (provider, start)
SELECT provider, min(start) FROM _pulse WHERE cause <> '' GROUP BY provider;
