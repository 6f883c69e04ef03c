-- Which of our senders meets it: counted only where it was asked for. Domains, never addresses.

CREATE TABLE _sender (
  bucket         INTEGER NOT NULL,
  bucket_seconds INTEGER NOT NULL,
  domain         TEXT NOT NULL,
  provider       TEXT NOT NULL,
  attempts       INTEGER NOT NULL,
  deferred       INTEGER NOT NULL,
  throttled      INTEGER NOT NULL,
  throttling     INTEGER NOT NULL,
  PRIMARY KEY (bucket, bucket_seconds, domain, provider)
) STRICT, WITHOUT ROWID;

-- The sender domain of a message in the queue. message is a hash made with the salt of this database: no queue id.
CREATE TABLE _sending (
  message  INTEGER PRIMARY KEY,
  domain   TEXT NOT NULL,
  noted_at INTEGER NOT NULL
) STRICT;

CREATE VIEW sender AS
SELECT
  bucket,
  strftime('%Y-%m-%dT%H:%M:%SZ', bucket, 'unixepoch') AS bucket_at,
  bucket_seconds,
  nullif(domain, '') AS sender_domain,
  provider,
  attempts,
  deferred,
  throttled,
  throttling
FROM _sender;

-- Senders that met no 421 are rows of zeros: whom it spares is part of the answer.

CREATE VIEW throttle_by_sender AS
SELECT
  nullif(domain, '') AS sender_domain,
  provider,
  sum(throttled) AS recipients,
  sum(attempts) AS attempts,
  CASE WHEN sum(attempts) >= 20 THEN round(1.0 * sum(throttled) / sum(attempts), 6) END AS rate,
  strftime('%Y-%m-%dT%H:%M:%SZ', min(CASE WHEN throttled > 0 THEN bucket END), 'unixepoch') AS first_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', max(CASE WHEN throttled > 0 THEN bucket END), 'unixepoch') AS last_at
FROM _sender
WHERE provider <> 'local'
GROUP BY domain, provider
ORDER BY sum(throttled) DESC, sum(attempts) DESC, domain, provider;
