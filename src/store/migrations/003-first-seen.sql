-- When a reply was first and last counted: what tells whether a text is new. Epoch seconds of the minute, kept when counts are compacted.

ALTER TABLE _reply ADD COLUMN first_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE _reply ADD COLUMN last_at INTEGER NOT NULL DEFAULT 0;

UPDATE _reply
SET first_at = seen.first_at, last_at = seen.last_at
FROM (SELECT reply_id, min(bucket) AS first_at, max(bucket) AS last_at FROM _deferral GROUP BY reply_id) AS seen
WHERE seen.reply_id = _reply.id;

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
  strftime('%Y-%m-%dT%H:%M:%SZ', last_at, 'unixepoch') AS last_at
FROM _reply;
