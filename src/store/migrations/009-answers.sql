-- Them or us: 421s by provider and by the service of ours that they met.

CREATE VIEW throttle_by_service AS
WITH
  said AS (
    SELECT writer_id, remote_id, sum(recipients) AS recipients, sum(replies) AS replies, sum(withheld) AS withheld,
           sum(shadowed) AS shadowed, min(first_bucket) AS first_bucket, max(last_bucket) AS last_bucket
    FROM _deferral_day
    WHERE reply_id IN (SELECT id FROM _reply WHERE code = 421)
    GROUP BY writer_id, remote_id
  ),
  reached AS (
    SELECT writer_id, remote_id, sum(delivered + deferred + bounced + lost) AS attempts
    FROM _attempt_day
    GROUP BY writer_id, remote_id
  ),
  throttled AS (
    SELECT w.log_host, w.service, m.provider, sum(s.recipients) AS recipients, sum(s.replies) AS replies,
           sum(s.withheld) AS withheld, sum(s.shadowed) AS shadowed,
           min(s.first_bucket) AS first_bucket, max(s.last_bucket) AS last_bucket
    FROM said AS s
    JOIN _remote AS m ON m.id = s.remote_id
    JOIN _writer AS w ON w.id = s.writer_id
    WHERE m.provider <> 'local'
    GROUP BY w.log_host, w.service, m.provider
  ),
  tried AS (
    SELECT w.log_host, w.service, m.provider, sum(r.attempts) AS attempts
    FROM reached AS r
    JOIN _remote AS m ON m.id = r.remote_id
    JOIN _writer AS w ON w.id = r.writer_id
    GROUP BY w.log_host, w.service, m.provider
  )
SELECT
  t.provider,
  t.log_host,
  t.service,
  t.recipients,
  t.replies,
  t.withheld,
  t.shadowed,
  coalesce(n.attempts, 0) AS attempts,
  CASE WHEN n.attempts >= 20 THEN round(1.0 * t.recipients / n.attempts, 6) END AS rate,
  strftime('%Y-%m-%dT%H:%M:%SZ', t.first_bucket, 'unixepoch') AS first_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', t.last_bucket, 'unixepoch') AS last_at
FROM throttled AS t
LEFT JOIN tried AS n ON n.log_host = t.log_host AND n.service = t.service AND n.provider = t.provider
ORDER BY t.recipients DESC, t.replies DESC, t.provider, t.log_host, t.service;

-- What to do about a cause. The rows are the program's own: it writes them anew where they are not what it would say.

CREATE TABLE _advice (
  cause      TEXT NOT NULL,
  step       INTEGER NOT NULL CHECK (step > 0),
  label      TEXT NOT NULL,
  meaning    TEXT NOT NULL,
  who        TEXT NOT NULL,
  throttling INTEGER NOT NULL CHECK (throttling IN (0, 1)),
  retry      TEXT NOT NULL CHECK (retry IN ('yes', 'slower', 'after-change', 'no', 'none')),
  retry_when TEXT NOT NULL,
  action     TEXT NOT NULL,
  PRIMARY KEY (cause, step)
) STRICT, WITHOUT ROWID;

CREATE VIEW advice AS
SELECT cause, step, label, meaning, who, throttling, retry, retry_when, action
FROM _advice;

-- The same rows as before: only the journeys under way, and those that may meet a row of theirs, are added up. Whoever asks about
-- a few days no longer pays for all of them.

DROP VIEW journey;

CREATE VIEW journey AS
WITH
  present AS (SELECT coalesce(max(last_at), 0) AS at FROM _coverage),
  flying AS (
    SELECT
      f.first_at - f.first_at % 86400 AS day,
      r.provider,
      r.cause,
      r.code,
      f.tries,
      CASE WHEN p.at > f.last_at + 518400 THEN 'lost track' ELSE 'pending' END AS outcome,
      CASE WHEN p.at > f.last_at + 518400 THEN f.last_at ELSE max(p.at, f.last_at) END - f.first_at AS seconds
    FROM _flight AS f
    JOIN _reply AS r ON r.id = f.reply_id
    JOIN present AS p
  ),
  under_way AS (
    SELECT day, provider, cause, code, tries, outcome,
           coalesce((SELECT b.bound FROM _delay_band AS b WHERE b.bound >= seconds ORDER BY b.bound LIMIT 1), 0) AS delay_band,
           1 AS recipients
    FROM flying
  ),
  lost AS (
    SELECT day, provider, cause, code, tries, outcome, delay_band, recipients FROM _journey WHERE outcome = 'lost track'
    UNION ALL
    SELECT day, provider, cause, code, tries, outcome, delay_band, recipients FROM under_way WHERE outcome = 'lost track'
  ),
  known AS (
    SELECT day, provider, cause, code, tries, outcome, delay_band, recipients FROM _journey WHERE outcome <> 'lost track'
    UNION ALL
    SELECT day, provider, cause, code, tries, outcome, delay_band, sum(recipients)
    FROM under_way
    WHERE outcome = 'pending'
    GROUP BY day, provider, cause, code, tries, delay_band
    UNION ALL
    SELECT day, provider, cause, code, tries, outcome, delay_band, sum(recipients)
    FROM lost
    GROUP BY day, provider, cause, code, tries, delay_band
  )
SELECT
  day,
  strftime('%Y-%m-%d', day, 'unixepoch') AS day_at,
  provider,
  cause,
  tries,
  outcome,
  nullif(delay_band, 0) AS delay_band,
  recipients,
  nullif(code, 0) AS code
FROM known;
