-- How fast a provider took mail around its episodes.

CREATE VIEW taken AS
SELECT
  a.provider,
  a.start,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.start, 'unixepoch') AS start_at,
  a.attempts,
  max(0, a.attempts - coalesce(
    (SELECT sum(t.recipients) FROM _pulse AS t WHERE t.provider = a.provider AND t.start = a.start AND t.cause <> ''),
    0
  )) AS taken
FROM _pulse AS a
WHERE a.cause = '';

DROP VIEW episode;

-- 900 is a quarter of an hour; 4500 are five of them, as far behind an episode as compaction keeps what is quiet.
CREATE VIEW episode AS
WITH
  judged AS (
    SELECT
      e.*,
      e.ends_at + 3600 <= (SELECT max(bucket) FROM _attempt) AS is_over,
      (SELECT t.taken FROM taken AS t WHERE t.provider = e.provider AND t.start = e.started_at - e.started_at % 900 - 900) AS before,
      e.ends_at - 60 - (e.ends_at - 60) % 900 + 900 AS next
    FROM _episode AS e
  )
SELECT
  j.provider,
  j.cause,
  strftime('%Y-%m-%dT%H:%M:%SZ', j.started_at, 'unixepoch') AS started_at,
  CASE WHEN j.is_over THEN strftime('%Y-%m-%dT%H:%M:%SZ', j.ends_at, 'unixepoch') END AS ended_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', j.ends_at, 'unixepoch') AS last_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', j.peak_at, 'unixepoch') AS peak_at,
  j.peak_rate,
  j.attempts,
  j.recipients,
  j.replies,
  j.before AS taken_before,
  CASE WHEN j.is_over THEN (
    SELECT t.taken FROM taken AS t WHERE t.provider = j.provider AND t.start = j.next
  ) END AS taken_after,
  CASE WHEN j.is_over THEN (
    SELECT min(t.start) + 900 - j.ends_at
    FROM taken AS t
    WHERE t.provider = j.provider AND t.start >= j.next AND t.start < j.next + 4500 AND t.taken >= j.before
  ) END AS recovery_seconds
FROM judged AS j;
