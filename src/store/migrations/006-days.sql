-- Totals by day, kept beside the counts in the same transaction: what is asked about months reads these, and days, which is
-- all that compaction leaves of a year, are the same as before it.

CREATE TABLE _deferral_day (
  day          INTEGER NOT NULL,
  writer_id    INTEGER NOT NULL REFERENCES _writer (id),
  remote_id    INTEGER NOT NULL REFERENCES _remote (id),
  reply_id     INTEGER NOT NULL REFERENCES _reply (id),
  recipients   INTEGER NOT NULL,
  replies      INTEGER NOT NULL,
  withheld     INTEGER NOT NULL,
  shadowed     INTEGER NOT NULL,
  first_bucket INTEGER NOT NULL,
  last_bucket  INTEGER NOT NULL,
  PRIMARY KEY (day, writer_id, remote_id, reply_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE _attempt_day (
  day          INTEGER NOT NULL,
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
  PRIMARY KEY (day, writer_id, remote_id)
) STRICT, WITHOUT ROWID;

-- What was counted before there were totals.

INSERT INTO _deferral_day
SELECT
  bucket - bucket % 86400, writer_id, remote_id, reply_id,
  sum(recipients), sum(replies), sum(withheld), sum(shadowed), min(bucket), max(bucket)
FROM _deferral
GROUP BY bucket - bucket % 86400, writer_id, remote_id, reply_id;

INSERT INTO _attempt_day
SELECT
  bucket - bucket % 86400, writer_id, remote_id,
  sum(delivered), sum(deferred), sum(bounced), sum(lost), sum(unreachable),
  sum(delay_1), sum(delay_2), sum(delay_5), sum(delay_10), sum(delay_30), sum(delay_60), sum(delay_120),
  sum(delay_300), sum(delay_900), sum(delay_1800), sum(delay_3600), sum(delay_7200), sum(delay_14400),
  sum(delay_28800), sum(delay_86400), sum(delay_172800), sum(delay_432000), sum(delay_longer)
FROM _attempt
GROUP BY bucket - bucket % 86400, writer_id, remote_id;

-- ── counts by number, and what the numbers stand for ────────────────────────────────────────────────────────────────

CREATE VIEW writer AS
SELECT id AS writer_id, mta, log_host, service
FROM _writer;

CREATE VIEW remote AS
SELECT id AS remote_id, provider, nullif(host, '') AS remote_host, nullif(ip, '') AS remote_ip
FROM _remote;

DROP VIEW reply;

CREATE VIEW reply AS
SELECT
  provider,
  nullif(code, 0) AS code,
  nullif(enhanced, '') AS enhanced,
  nullif(dsn, '') AS dsn,
  stage,
  cause,
  nullif(rule, '') AS rule,
  fingerprint,
  sample,
  strftime('%Y-%m-%dT%H:%M:%SZ', first_at, 'unixepoch') AS first_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', last_at, 'unixepoch') AS last_at,
  id AS reply_id
FROM _reply;

CREATE VIEW deferral_count AS
SELECT bucket, bucket_seconds, writer_id, remote_id, reply_id, recipients, replies, withheld, shadowed
FROM _deferral;

CREATE VIEW attempt_count AS
SELECT
  bucket, bucket_seconds, writer_id, remote_id,
  delivered, deferred, bounced, lost, unreachable, delivered + deferred + bounced + lost AS attempts,
  delay_1, delay_2, delay_5, delay_10, delay_30, delay_60, delay_120, delay_300, delay_900,
  delay_1800, delay_3600, delay_7200, delay_14400, delay_28800, delay_86400, delay_172800,
  delay_432000, delay_longer
FROM _attempt;

CREATE VIEW deferral_day AS
SELECT
  day, strftime('%Y-%m-%d', day, 'unixepoch') AS day_at,
  writer_id, remote_id, reply_id, recipients, replies, withheld, shadowed, first_bucket, last_bucket
FROM _deferral_day;

CREATE VIEW attempt_day AS
SELECT
  day, strftime('%Y-%m-%d', day, 'unixepoch') AS day_at, writer_id, remote_id,
  delivered, deferred, bounced, lost, unreachable, delivered + deferred + bounced + lost AS attempts,
  delay_1, delay_2, delay_5, delay_10, delay_30, delay_60, delay_120, delay_300, delay_900,
  delay_1800, delay_3600, delay_7200, delay_14400, delay_28800, delay_86400, delay_172800,
  delay_432000, delay_longer
FROM _attempt_day;

-- ── the roll-ups, by day ────────────────────────────────────────────────────────────────────────────────────────────

DROP VIEW throttle_by_host;
DROP VIEW throttle_by_provider;
DROP VIEW throttle_by_code;
DROP VIEW throttle_by_cause;
DROP VIEW throttle_by_day;
DROP VIEW throttle_by_hour;

-- Numbers are added up before names are looked up: a name costs as much as ten additions.

CREATE VIEW throttle_by_host AS
WITH
  said AS (
    SELECT remote_id, sum(recipients) AS recipients, sum(replies) AS replies, sum(withheld) AS withheld,
           sum(shadowed) AS shadowed, min(first_bucket) AS first_bucket, max(last_bucket) AS last_bucket
    FROM _deferral_day
    WHERE reply_id IN (SELECT id FROM _reply WHERE code = 421)
    GROUP BY remote_id
  ),
  reached AS (
    SELECT remote_id, sum(delivered + deferred + bounced + lost) AS attempts
    FROM _attempt_day
    GROUP BY remote_id
  ),
  throttled AS (
    SELECT m.host, m.provider, sum(s.recipients) AS recipients, sum(s.replies) AS replies, sum(s.withheld) AS withheld,
           sum(s.shadowed) AS shadowed, min(s.first_bucket) AS first_bucket, max(s.last_bucket) AS last_bucket
    FROM said AS s
    JOIN _remote AS m ON m.id = s.remote_id
    WHERE m.provider <> 'local'
    GROUP BY m.host, m.provider
  ),
  tried AS (
    SELECT m.host, m.provider, sum(r.attempts) AS attempts
    FROM reached AS r
    JOIN _remote AS m ON m.id = r.remote_id
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
  said AS (
    SELECT remote_id, sum(recipients) AS recipients, sum(replies) AS replies, sum(withheld) AS withheld,
           sum(shadowed) AS shadowed, min(first_bucket) AS first_bucket, max(last_bucket) AS last_bucket
    FROM _deferral_day
    WHERE reply_id IN (SELECT id FROM _reply WHERE code = 421)
    GROUP BY remote_id
  ),
  reached AS (
    SELECT remote_id, sum(delivered + deferred + bounced + lost) AS attempts
    FROM _attempt_day
    GROUP BY remote_id
  ),
  throttled AS (
    SELECT m.provider, sum(s.recipients) AS recipients, sum(s.replies) AS replies, sum(s.withheld) AS withheld,
           sum(s.shadowed) AS shadowed, min(s.first_bucket) AS first_bucket, max(s.last_bucket) AS last_bucket
    FROM said AS s
    JOIN _remote AS m ON m.id = s.remote_id
    WHERE m.provider <> 'local'
    GROUP BY m.provider
  ),
  tried AS (
    SELECT m.provider, sum(r.attempts) AS attempts
    FROM reached AS r
    JOIN _remote AS m ON m.id = r.remote_id
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
WITH
  tried AS (
    SELECT coalesce(sum(delivered + deferred + bounced + lost), 0) AS attempts
    FROM _attempt_day
    WHERE remote_id NOT IN (SELECT id FROM _remote WHERE provider = 'local')
  ),
  said AS (
    SELECT reply_id, sum(recipients) AS recipients, sum(replies) AS replies, sum(withheld) AS withheld, sum(shadowed) AS shadowed
    FROM _deferral_day
    WHERE reply_id IN (SELECT id FROM _reply WHERE code = 421)
      AND remote_id NOT IN (SELECT id FROM _remote WHERE provider = 'local')
    GROUP BY reply_id
  )
SELECT
  r.code,
  nullif(r.enhanced, '') AS enhanced,
  sum(s.recipients) AS recipients,
  sum(s.replies) AS replies,
  sum(s.withheld) AS withheld,
  sum(s.shadowed) AS shadowed,
  n.attempts,
  CASE WHEN n.attempts >= 20 THEN round(1.0 * sum(s.recipients) / n.attempts, 6) END AS rate
FROM said AS s
JOIN _reply AS r ON r.id = s.reply_id
JOIN tried AS n
GROUP BY r.code, r.enhanced
ORDER BY sum(s.recipients) DESC, sum(s.replies) DESC, r.enhanced;

CREATE VIEW throttle_by_cause AS
WITH
  tried AS (
    SELECT coalesce(sum(delivered + deferred + bounced + lost), 0) AS attempts
    FROM _attempt_day
    WHERE remote_id NOT IN (SELECT id FROM _remote WHERE provider = 'local')
  ),
  said AS (
    SELECT reply_id, sum(recipients) AS recipients, sum(replies) AS replies, sum(withheld) AS withheld, sum(shadowed) AS shadowed
    FROM _deferral_day
    WHERE reply_id IN (SELECT id FROM _reply WHERE code = 421)
      AND remote_id NOT IN (SELECT id FROM _remote WHERE provider = 'local')
    GROUP BY reply_id
  )
SELECT
  r.cause,
  sum(s.recipients) AS recipients,
  sum(s.replies) AS replies,
  sum(s.withheld) AS withheld,
  sum(s.shadowed) AS shadowed,
  n.attempts,
  CASE WHEN n.attempts >= 20 THEN round(1.0 * sum(s.recipients) / n.attempts, 6) END AS rate
FROM said AS s
JOIN _reply AS r ON r.id = s.reply_id
JOIN tried AS n
GROUP BY r.cause
ORDER BY sum(s.recipients) DESC, sum(s.replies) DESC, r.cause;

-- Every hour or day with an attempt or a 421, zeros included; one with neither has no row. Compacted days stand whole in
-- their first hour. Buckets are added up first, which their key has in order already.

CREATE VIEW throttle_by_hour AS
WITH
  said AS (
    SELECT bucket, sum(recipients) AS recipients, sum(replies) AS replies, sum(withheld) AS withheld, sum(shadowed) AS shadowed
    FROM _deferral
    WHERE reply_id IN (SELECT id FROM _reply WHERE code = 421)
      AND remote_id NOT IN (SELECT id FROM _remote WHERE provider = 'local')
    GROUP BY bucket
  ),
  reached AS (
    SELECT bucket, sum(delivered + deferred + bounced + lost) AS attempts
    FROM _attempt
    WHERE remote_id NOT IN (SELECT id FROM _remote WHERE provider = 'local')
    GROUP BY bucket
  ),
  flow AS (
    SELECT bucket - bucket % 3600 AS hour, recipients, replies, withheld, shadowed, 0 AS attempts FROM said
    UNION ALL
    SELECT bucket - bucket % 3600, 0, 0, 0, 0, attempts FROM reached
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
WITH
  said AS (
    SELECT day, sum(recipients) AS recipients, sum(replies) AS replies, sum(withheld) AS withheld, sum(shadowed) AS shadowed
    FROM _deferral_day
    WHERE reply_id IN (SELECT id FROM _reply WHERE code = 421)
      AND remote_id NOT IN (SELECT id FROM _remote WHERE provider = 'local')
    GROUP BY day
  ),
  reached AS (
    SELECT day, sum(delivered + deferred + bounced + lost) AS attempts
    FROM _attempt_day
    WHERE remote_id NOT IN (SELECT id FROM _remote WHERE provider = 'local')
    GROUP BY day
  ),
  flow AS (
    SELECT day, recipients, replies, withheld, shadowed, 0 AS attempts FROM said
    UNION ALL
    SELECT day, 0, 0, 0, 0, attempts FROM reached
  )
SELECT
  day,
  strftime('%Y-%m-%d', day, 'unixepoch') AS day_at,
  sum(recipients) AS recipients,
  sum(replies) AS replies,
  sum(withheld) AS withheld,
  sum(shadowed) AS shadowed,
  sum(attempts) AS attempts,
  CASE WHEN sum(attempts) >= 20 THEN round(1.0 * sum(recipients) / sum(attempts), 6) END AS rate
FROM flow
GROUP BY day
ORDER BY day;
