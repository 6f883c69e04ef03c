-- What became of recipients that were refused for now. Journeys that ended are counts; those under way are rows of _flight.

DROP VIEW journey;
DROP TABLE _journey;

-- Upper bounds of the delay bands, in seconds. 0 in a key stands for longer than all.
CREATE TABLE _delay_band (bound INTEGER PRIMARY KEY) STRICT;
INSERT INTO _delay_band (bound) VALUES
  (1), (2), (5), (10), (30), (60), (120), (300), (900), (1800), (3600), (7200), (14400), (28800), (86400), (172800), (432000);

-- A recipient in flight. message and recipient are hashes made with the salt of this database: no queue id, no address.
CREATE TABLE _flight (
  message   INTEGER NOT NULL,
  recipient INTEGER NOT NULL,
  reply_id  INTEGER NOT NULL REFERENCES _reply (id),
  first_at  INTEGER NOT NULL,
  last_at   INTEGER NOT NULL,
  tries     INTEGER NOT NULL CHECK (tries > 0),
  PRIMARY KEY (message, recipient)
) STRICT, WITHOUT ROWID;

CREATE TABLE _journey (
  day        INTEGER NOT NULL,
  provider   TEXT NOT NULL,
  cause      TEXT NOT NULL,
  code       INTEGER NOT NULL,
  tries      INTEGER NOT NULL,
  outcome    TEXT NOT NULL CHECK (outcome IN ('delivered', 'bounced', 'expired', 'lost track')),
  delay_band INTEGER NOT NULL,
  recipients INTEGER NOT NULL,
  PRIMARY KEY (day, provider, cause, code, tries, outcome, delay_band)
) STRICT, WITHOUT ROWID;

CREATE TABLE _retry (
  day           INTEGER NOT NULL,
  provider      TEXT NOT NULL,
  cause         TEXT NOT NULL,
  code          INTEGER NOT NULL,
  try           INTEGER NOT NULL CHECK (try > 1),
  interval_band INTEGER NOT NULL,
  tries         INTEGER NOT NULL,
  PRIMARY KEY (day, provider, cause, code, try, interval_band)
) STRICT, WITHOUT ROWID;

-- Journeys under way are seen from the newest line read. 518400 is six days: LOST_AFTER of the tally.
CREATE VIEW journey AS
WITH
  present AS (SELECT coalesce(max(last_at), 0) AS at FROM _coverage),
  under_way AS (
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
  known AS (
    SELECT day, provider, cause, code, tries, outcome, delay_band, recipients FROM _journey
    UNION ALL
    SELECT u.day, u.provider, u.cause, u.code, u.tries, u.outcome,
           coalesce((SELECT b.bound FROM _delay_band AS b WHERE b.bound >= u.seconds ORDER BY b.bound LIMIT 1), 0),
           1
    FROM under_way AS u
  )
SELECT
  day,
  strftime('%Y-%m-%d', day, 'unixepoch') AS day_at,
  provider,
  cause,
  tries,
  outcome,
  nullif(delay_band, 0) AS delay_band,
  sum(recipients) AS recipients,
  nullif(code, 0) AS code
FROM known
GROUP BY day, provider, cause, code, tries, outcome, delay_band;

CREATE VIEW retry AS
SELECT
  day,
  strftime('%Y-%m-%d', day, 'unixepoch') AS day_at,
  provider,
  cause,
  nullif(code, 0) AS code,
  try,
  nullif(interval_band, 0) AS interval_band,
  tries
FROM _retry;

-- Does it arrive in the end? One row per provider × cause × code, local hops left out.
CREATE VIEW delivery AS
WITH
  remote AS (
    SELECT provider, cause, code, tries, outcome, delay_band, recipients FROM journey WHERE provider <> 'local'
  ),
  arrived AS (
    SELECT
      provider, cause, code, delay_band,
      sum(sum(recipients)) OVER (PARTITION BY provider, cause, code ORDER BY delay_band IS NULL, delay_band) AS so_far,
      sum(sum(recipients)) OVER (PARTITION BY provider, cause, code) AS total
    FROM remote
    WHERE outcome = 'delivered'
    GROUP BY provider, cause, code, delay_band
  ),
  quantile AS (
    SELECT
      provider, cause, code,
      min(CASE WHEN so_far >= 0.5 * total THEN delay_band END) AS p50,
      min(CASE WHEN so_far >= 0.95 * total THEN delay_band END) AS p95
    FROM arrived
    GROUP BY provider, cause, code
  )
SELECT
  s.provider,
  s.cause,
  s.code,
  sum(s.recipients) AS recipients,
  coalesce(sum(s.recipients) FILTER (WHERE s.outcome = 'delivered'), 0) AS delivered,
  coalesce(sum(s.recipients) FILTER (WHERE s.outcome = 'bounced'), 0) AS bounced,
  coalesce(sum(s.recipients) FILTER (WHERE s.outcome = 'expired'), 0) AS expired,
  coalesce(sum(s.recipients) FILTER (WHERE s.outcome = 'pending'), 0) AS pending,
  coalesce(sum(s.recipients) FILTER (WHERE s.outcome = 'lost track'), 0) AS lost_track,
  round(1.0 * sum(s.recipients * s.tries) FILTER (WHERE s.outcome = 'delivered')
    / sum(s.recipients) FILTER (WHERE s.outcome = 'delivered'), 2) AS tries_to_deliver,
  q.p50 AS delay_p50,
  q.p95 AS delay_p95
FROM remote AS s
LEFT JOIN quantile AS q ON q.provider = s.provider AND q.cause = s.cause AND q.code IS s.code
GROUP BY s.provider, s.cause, s.code
ORDER BY sum(s.recipients) DESC, s.provider, s.cause, s.code;
