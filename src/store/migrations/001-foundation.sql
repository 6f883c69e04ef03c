-- Tables begin with an underscore and are private. Views are the contract: docs/sql.md describes every column.
-- Times are epoch seconds, UTC. "Nothing" is '' or 0 inside a key (SQLite keys treat NULLs as distinct) and NULL in a view.

-- ── dimensions ──────────────────────────────────────────────────────────────────────────────────────────────────────

-- Who wrote the log: one Postfix service or one Exim on one host.
CREATE TABLE _writer (
  id       INTEGER PRIMARY KEY,
  mta      TEXT NOT NULL CHECK (mta IN ('postfix', 'exim')),
  log_host TEXT NOT NULL,
  service  TEXT NOT NULL,
  UNIQUE (mta, log_host, service)
) STRICT;

-- Who answered: a host name and an address. A unix socket has no address.
CREATE TABLE _remote (
  id       INTEGER PRIMARY KEY,
  host     TEXT NOT NULL,
  ip       TEXT NOT NULL,
  provider TEXT NOT NULL,
  UNIQUE (host, ip)
) STRICT;
CREATE INDEX _remote_by_provider ON _remote (provider);

-- What was said: one fingerprint of one provider, with one verbatim sample (addresses masked).
CREATE TABLE _reply (
  id          INTEGER PRIMARY KEY,
  provider    TEXT NOT NULL,
  code        INTEGER NOT NULL CHECK (code BETWEEN 0 AND 999),
  enhanced    TEXT NOT NULL,
  dsn         TEXT NOT NULL,
  stage       TEXT NOT NULL CHECK (stage IN ('connect', 'starttls', 'auth', 'mail', 'rcpt', 'data', 'eod', 'unknown')),
  fingerprint TEXT NOT NULL,
  sample      TEXT NOT NULL,
  cause       TEXT NOT NULL,
  rule        TEXT NOT NULL,
  UNIQUE (provider, code, enhanced, dsn, stage, fingerprint)
) STRICT;

-- ── counts ──────────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE _deferral (
  bucket         INTEGER NOT NULL,
  bucket_seconds INTEGER NOT NULL CHECK (bucket_seconds IN (60, 3600, 86400)),
  writer_id      INTEGER NOT NULL REFERENCES _writer (id),
  remote_id      INTEGER NOT NULL REFERENCES _remote (id),
  reply_id       INTEGER NOT NULL REFERENCES _reply (id),
  recipients     INTEGER NOT NULL DEFAULT 0 CHECK (recipients >= 0),
  replies        INTEGER NOT NULL DEFAULT 0 CHECK (replies >= 0),
  withheld       INTEGER NOT NULL DEFAULT 0 CHECK (withheld >= 0),
  shadowed       INTEGER NOT NULL DEFAULT 0 CHECK (shadowed >= 0),
  PRIMARY KEY (bucket, bucket_seconds, writer_id, remote_id, reply_id)
) STRICT, WITHOUT ROWID;

-- delay_N counts delivered recipients whose message was at most N seconds old and older than the band before.
CREATE TABLE _attempt (
  bucket         INTEGER NOT NULL,
  bucket_seconds INTEGER NOT NULL CHECK (bucket_seconds IN (60, 3600, 86400)),
  writer_id      INTEGER NOT NULL REFERENCES _writer (id),
  remote_id      INTEGER NOT NULL REFERENCES _remote (id),
  delivered      INTEGER NOT NULL DEFAULT 0 CHECK (delivered >= 0),
  deferred       INTEGER NOT NULL DEFAULT 0 CHECK (deferred >= 0),
  bounced        INTEGER NOT NULL DEFAULT 0 CHECK (bounced >= 0),
  lost           INTEGER NOT NULL DEFAULT 0 CHECK (lost >= 0),
  unreachable    INTEGER NOT NULL DEFAULT 0 CHECK (unreachable >= 0),
  delay_1        INTEGER NOT NULL DEFAULT 0,
  delay_2        INTEGER NOT NULL DEFAULT 0,
  delay_5        INTEGER NOT NULL DEFAULT 0,
  delay_10       INTEGER NOT NULL DEFAULT 0,
  delay_30       INTEGER NOT NULL DEFAULT 0,
  delay_60       INTEGER NOT NULL DEFAULT 0,
  delay_120      INTEGER NOT NULL DEFAULT 0,
  delay_300      INTEGER NOT NULL DEFAULT 0,
  delay_900      INTEGER NOT NULL DEFAULT 0,
  delay_1800     INTEGER NOT NULL DEFAULT 0,
  delay_3600     INTEGER NOT NULL DEFAULT 0,
  delay_7200     INTEGER NOT NULL DEFAULT 0,
  delay_14400    INTEGER NOT NULL DEFAULT 0,
  delay_28800    INTEGER NOT NULL DEFAULT 0,
  delay_86400    INTEGER NOT NULL DEFAULT 0,
  delay_172800   INTEGER NOT NULL DEFAULT 0,
  delay_432000   INTEGER NOT NULL DEFAULT 0,
  delay_longer   INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (bucket, bucket_seconds, writer_id, remote_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE _destination (
  day             INTEGER NOT NULL,
  domain          TEXT NOT NULL,
  provider        TEXT NOT NULL,
  recipients      INTEGER NOT NULL DEFAULT 0,
  withheld        INTEGER NOT NULL DEFAULT 0,
  last_refused_at INTEGER,
  PRIMARY KEY (day, domain, provider)
) STRICT, WITHOUT ROWID;

CREATE TABLE _episode (
  id         INTEGER PRIMARY KEY,
  provider   TEXT NOT NULL,
  cause      TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,
  peak_at    INTEGER NOT NULL,
  peak_rate  REAL NOT NULL,
  recipients INTEGER NOT NULL,
  replies    INTEGER NOT NULL,
  UNIQUE (provider, cause, started_at)
) STRICT;

CREATE TABLE _journey (
  day        INTEGER NOT NULL,
  provider   TEXT NOT NULL,
  cause      TEXT NOT NULL,
  tries      INTEGER NOT NULL,
  outcome    TEXT NOT NULL CHECK (outcome IN ('delivered', 'bounced', 'expired', 'pending', 'lost track')),
  delay_band INTEGER NOT NULL,
  recipients INTEGER NOT NULL,
  PRIMARY KEY (day, provider, cause, tries, outcome, delay_band)
) STRICT, WITHOUT ROWID;

CREATE TABLE _inbound_refusal (
  bucket         INTEGER NOT NULL,
  bucket_seconds INTEGER NOT NULL CHECK (bucket_seconds IN (60, 3600, 86400)),
  writer_id      INTEGER NOT NULL REFERENCES _writer (id),
  code           INTEGER NOT NULL,
  reason         TEXT NOT NULL,
  refusals       INTEGER NOT NULL,
  PRIMARY KEY (bucket, bucket_seconds, writer_id, code, reason)
) STRICT, WITHOUT ROWID;

-- ── what was read ───────────────────────────────────────────────────────────────────────────────────────────────────

-- A source is its content: the hash of its first hashed_bytes (1024, or fewer while it is shorter). position and line
-- are where reading continues in the uncompressed stream.
CREATE TABLE _source (
  id           INTEGER PRIMARY KEY,
  fingerprint  TEXT NOT NULL UNIQUE,
  hashed_bytes INTEGER NOT NULL,
  name         TEXT NOT NULL,
  position     INTEGER NOT NULL,
  line         INTEGER NOT NULL
) STRICT;

CREATE TABLE _coverage (
  source_id      INTEGER NOT NULL REFERENCES _source (id),
  day            INTEGER NOT NULL,
  bytes          INTEGER NOT NULL DEFAULT 0,
  understood     INTEGER NOT NULL DEFAULT 0,
  irrelevant     INTEGER NOT NULL DEFAULT 0,
  not_understood INTEGER NOT NULL DEFAULT 0,
  first_at       INTEGER,
  last_at        INTEGER,
  PRIMARY KEY (source_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE _issue (
  source_id INTEGER NOT NULL REFERENCES _source (id),
  day       INTEGER NOT NULL,
  code      TEXT NOT NULL,
  lines     INTEGER NOT NULL,
  PRIMARY KEY (source_id, day, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE _unread_sample (
  source_id INTEGER NOT NULL REFERENCES _source (id),
  sample    TEXT NOT NULL,
  reason    TEXT NOT NULL,
  PRIMARY KEY (source_id, sample)
) STRICT, WITHOUT ROWID;

-- What counting must remember between two runs (the open replies of the slot rule), as JSON.
CREATE TABLE _memory (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ── the public views ────────────────────────────────────────────────────────────────────────────────────────────────

CREATE VIEW deferral AS
SELECT
  d.bucket,
  strftime('%Y-%m-%dT%H:%M:%SZ', d.bucket, 'unixepoch') AS bucket_at,
  d.bucket_seconds,
  w.mta,
  w.log_host,
  w.service,
  m.provider,
  nullif(m.host, '') AS remote_host,
  nullif(m.ip, '') AS remote_ip,
  nullif(r.code, 0) AS code,
  nullif(r.enhanced, '') AS enhanced,
  nullif(r.dsn, '') AS dsn,
  r.stage,
  r.cause,
  nullif(r.rule, '') AS rule,
  r.fingerprint,
  r.sample,
  d.recipients,
  d.replies,
  d.withheld,
  d.shadowed
FROM _deferral AS d
JOIN _writer AS w ON w.id = d.writer_id
JOIN _remote AS m ON m.id = d.remote_id
JOIN _reply AS r ON r.id = d.reply_id;

CREATE VIEW attempt AS
SELECT
  a.bucket,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.bucket, 'unixepoch') AS bucket_at,
  a.bucket_seconds,
  w.mta,
  w.log_host,
  w.service,
  m.provider,
  nullif(m.host, '') AS remote_host,
  nullif(m.ip, '') AS remote_ip,
  a.delivered,
  a.deferred,
  a.bounced,
  a.lost,
  a.unreachable,
  a.delivered + a.deferred + a.bounced + a.lost AS attempts,
  a.delay_1, a.delay_2, a.delay_5, a.delay_10, a.delay_30, a.delay_60, a.delay_120, a.delay_300, a.delay_900,
  a.delay_1800, a.delay_3600, a.delay_7200, a.delay_14400, a.delay_28800, a.delay_86400, a.delay_172800,
  a.delay_432000, a.delay_longer
FROM _attempt AS a
JOIN _writer AS w ON w.id = a.writer_id
JOIN _remote AS m ON m.id = a.remote_id;

-- The roll-ups: 421 only, local hops left out. A rate is NULL below 20 attempts.

CREATE VIEW throttle_by_host AS
WITH
  throttled AS (
    SELECT m.host, m.provider, sum(d.recipients) AS recipients, sum(d.replies) AS replies, sum(d.withheld) AS withheld,
           sum(d.shadowed) AS shadowed, min(d.bucket) AS first_bucket, max(d.bucket) AS last_bucket
    FROM _deferral AS d
    JOIN _remote AS m ON m.id = d.remote_id
    JOIN _reply AS r ON r.id = d.reply_id
    WHERE r.code = 421 AND m.provider <> 'local'
    GROUP BY m.host, m.provider
  ),
  tried AS (
    SELECT m.host, m.provider, sum(a.delivered + a.deferred + a.bounced + a.lost) AS attempts
    FROM _attempt AS a
    JOIN _remote AS m ON m.id = a.remote_id
    GROUP BY m.host, m.provider
  )
SELECT
  t.provider,
  nullif(t.host, '') AS remote_host,
  t.recipients,
  t.replies,
  t.withheld,
  t.shadowed,
  coalesce(n.attempts, 0) AS attempts,
  CASE WHEN n.attempts >= 20 THEN round(1.0 * t.recipients / n.attempts, 6) END AS rate,
  strftime('%Y-%m-%dT%H:%M:%SZ', t.first_bucket, 'unixepoch') AS first_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', t.last_bucket, 'unixepoch') AS last_at
FROM throttled AS t
LEFT JOIN tried AS n ON n.host = t.host AND n.provider = t.provider
ORDER BY t.recipients DESC, t.replies DESC, t.host;

CREATE VIEW throttle_by_provider AS
WITH
  throttled AS (
    SELECT m.provider, sum(d.recipients) AS recipients, sum(d.replies) AS replies, sum(d.withheld) AS withheld,
           sum(d.shadowed) AS shadowed, min(d.bucket) AS first_bucket, max(d.bucket) AS last_bucket
    FROM _deferral AS d
    JOIN _remote AS m ON m.id = d.remote_id
    JOIN _reply AS r ON r.id = d.reply_id
    WHERE r.code = 421 AND m.provider <> 'local'
    GROUP BY m.provider
  ),
  tried AS (
    SELECT m.provider, sum(a.delivered + a.deferred + a.bounced + a.lost) AS attempts
    FROM _attempt AS a
    JOIN _remote AS m ON m.id = a.remote_id
    GROUP BY m.provider
  )
SELECT
  t.provider,
  t.recipients,
  t.replies,
  t.withheld,
  t.shadowed,
  coalesce(n.attempts, 0) AS attempts,
  CASE WHEN n.attempts >= 20 THEN round(1.0 * t.recipients / n.attempts, 6) END AS rate,
  strftime('%Y-%m-%dT%H:%M:%SZ', t.first_bucket, 'unixepoch') AS first_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', t.last_bucket, 'unixepoch') AS last_at
FROM throttled AS t
LEFT JOIN tried AS n ON n.provider = t.provider
ORDER BY t.recipients DESC, t.replies DESC, t.provider;

-- A code or a cause has no attempts of its own: the denominator is every attempt at a remote host.

CREATE VIEW throttle_by_code AS
WITH tried AS (
  SELECT coalesce(sum(a.delivered + a.deferred + a.bounced + a.lost), 0) AS attempts
  FROM _attempt AS a
  JOIN _remote AS m ON m.id = a.remote_id
  WHERE m.provider <> 'local'
)
SELECT
  r.code,
  nullif(r.enhanced, '') AS enhanced,
  sum(d.recipients) AS recipients,
  sum(d.replies) AS replies,
  sum(d.withheld) AS withheld,
  sum(d.shadowed) AS shadowed,
  n.attempts,
  CASE WHEN n.attempts >= 20 THEN round(1.0 * sum(d.recipients) / n.attempts, 6) END AS rate
FROM _deferral AS d
JOIN _remote AS m ON m.id = d.remote_id
JOIN _reply AS r ON r.id = d.reply_id
JOIN tried AS n
WHERE r.code = 421 AND m.provider <> 'local'
GROUP BY r.code, r.enhanced
ORDER BY sum(d.recipients) DESC, sum(d.replies) DESC, r.enhanced;

CREATE VIEW throttle_by_cause AS
WITH tried AS (
  SELECT coalesce(sum(a.delivered + a.deferred + a.bounced + a.lost), 0) AS attempts
  FROM _attempt AS a
  JOIN _remote AS m ON m.id = a.remote_id
  WHERE m.provider <> 'local'
)
SELECT
  r.cause,
  sum(d.recipients) AS recipients,
  sum(d.replies) AS replies,
  sum(d.withheld) AS withheld,
  sum(d.shadowed) AS shadowed,
  n.attempts,
  CASE WHEN n.attempts >= 20 THEN round(1.0 * sum(d.recipients) / n.attempts, 6) END AS rate
FROM _deferral AS d
JOIN _remote AS m ON m.id = d.remote_id
JOIN _reply AS r ON r.id = d.reply_id
JOIN tried AS n
WHERE r.code = 421 AND m.provider <> 'local'
GROUP BY r.cause
ORDER BY sum(d.recipients) DESC, sum(d.replies) DESC, r.cause;

-- Every hour or day with an attempt or a 421, zeros included; one with neither has no row. Compacted days stand whole in
-- their first hour.

CREATE VIEW throttle_by_hour AS
WITH
  flow AS (
    SELECT d.bucket - d.bucket % 3600 AS hour, d.recipients, d.replies, d.withheld, d.shadowed, 0 AS attempts
    FROM _deferral AS d
    JOIN _remote AS m ON m.id = d.remote_id
    JOIN _reply AS r ON r.id = d.reply_id
    WHERE r.code = 421 AND m.provider <> 'local'
    UNION ALL
    SELECT a.bucket - a.bucket % 3600, 0, 0, 0, 0, a.delivered + a.deferred + a.bounced + a.lost
    FROM _attempt AS a
    JOIN _remote AS m ON m.id = a.remote_id
    WHERE m.provider <> 'local'
  )
SELECT
  hour,
  strftime('%Y-%m-%dT%H:%M:%SZ', hour, 'unixepoch') AS hour_at,
  sum(recipients) AS recipients,
  sum(replies) AS replies,
  sum(withheld) AS withheld,
  sum(shadowed) AS shadowed,
  sum(attempts) AS attempts,
  CASE WHEN sum(attempts) >= 20 THEN round(1.0 * sum(recipients) / sum(attempts), 6) END AS rate
FROM flow
GROUP BY hour
ORDER BY hour;

CREATE VIEW throttle_by_day AS
SELECT
  hour - hour % 86400 AS day,
  strftime('%Y-%m-%d', hour - hour % 86400, 'unixepoch') AS day_at,
  sum(recipients) AS recipients,
  sum(replies) AS replies,
  sum(withheld) AS withheld,
  sum(shadowed) AS shadowed,
  sum(attempts) AS attempts,
  CASE WHEN sum(attempts) >= 20 THEN round(1.0 * sum(recipients) / sum(attempts), 6) END AS rate
FROM throttle_by_hour
GROUP BY hour - hour % 86400
ORDER BY hour - hour % 86400;

CREATE VIEW destination AS
SELECT
  day,
  strftime('%Y-%m-%d', day, 'unixepoch') AS day_at,
  domain,
  provider,
  recipients,
  withheld,
  strftime('%Y-%m-%dT%H:%M:%SZ', last_refused_at, 'unixepoch') AS last_refused_at
FROM _destination;

CREATE VIEW episode AS
SELECT
  provider,
  cause,
  strftime('%Y-%m-%dT%H:%M:%SZ', started_at, 'unixepoch') AS started_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', ended_at, 'unixepoch') AS ended_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', peak_at, 'unixepoch') AS peak_at,
  peak_rate,
  recipients,
  replies
FROM _episode;

CREATE VIEW journey AS
SELECT
  day,
  strftime('%Y-%m-%d', day, 'unixepoch') AS day_at,
  provider,
  cause,
  tries,
  outcome,
  delay_band,
  recipients
FROM _journey;

CREATE VIEW inbound_refusal AS
SELECT
  i.bucket,
  strftime('%Y-%m-%dT%H:%M:%SZ', i.bucket, 'unixepoch') AS bucket_at,
  i.bucket_seconds,
  w.mta,
  w.log_host,
  w.service,
  nullif(i.code, 0) AS code,
  i.reason,
  i.refusals
FROM _inbound_refusal AS i
JOIN _writer AS w ON w.id = i.writer_id;

CREATE VIEW coverage AS
SELECT
  s.name AS source,
  c.day,
  strftime('%Y-%m-%d', c.day, 'unixepoch') AS day_at,
  c.bytes,
  c.understood + c.irrelevant + c.not_understood AS lines,
  c.understood,
  c.irrelevant,
  c.not_understood,
  strftime('%Y-%m-%dT%H:%M:%SZ', c.first_at, 'unixepoch') AS first_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', c.last_at, 'unixepoch') AS last_at
FROM _coverage AS c
JOIN _source AS s ON s.id = c.source_id;

CREATE VIEW issue AS
SELECT s.name AS source, i.day, strftime('%Y-%m-%d', i.day, 'unixepoch') AS day_at, i.code, i.lines
FROM _issue AS i
JOIN _source AS s ON s.id = i.source_id;

CREATE VIEW unread_sample AS
SELECT s.name AS source, u.reason, u.sample
FROM _unread_sample AS u
JOIN _source AS s ON s.id = u.source_id;
