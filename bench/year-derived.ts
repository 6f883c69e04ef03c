import type { Database } from "../src/store/database.ts";

/** What the store keeps beside the counts, made from them: totals by hour and day, the pulses that episodes are found in, when a reply was seen. */
const DERIVED: readonly string[] = [
  `
  INSERT INTO _deferral_day
  SELECT
    bucket - bucket % 86400 AS day, writer_id, remote_id, reply_id,
    sum(recipients), sum(replies), sum(withheld), sum(shadowed), min(bucket), max(bucket)
  FROM _deferral
  WHERE bucket >= :from AND bucket < :until
  GROUP BY day, writer_id, remote_id, reply_id
  `,
  `
  INSERT INTO _attempt_day
  SELECT
    bucket - bucket % 86400 AS day, writer_id, remote_id,
    sum(delivered), sum(deferred), sum(bounced), sum(lost), sum(unreachable),
    sum(delay_1), sum(delay_2), sum(delay_5), sum(delay_10), sum(delay_30), sum(delay_60), sum(delay_120),
    sum(delay_300), sum(delay_900), sum(delay_1800), sum(delay_3600), sum(delay_7200), sum(delay_14400),
    sum(delay_28800), sum(delay_86400), sum(delay_172800), sum(delay_432000), sum(delay_longer)
  FROM _attempt
  WHERE bucket >= :from AND bucket < :until
  GROUP BY day, writer_id, remote_id
  `,
  `
  INSERT INTO _attempt_hour
  SELECT
    bucket - bucket % 3600 AS hour, remote_id,
    sum(delivered), sum(deferred), sum(bounced), sum(lost), sum(unreachable)
  FROM _attempt
  WHERE bucket >= :from AND bucket < :until
  GROUP BY hour, remote_id
  `,
];

/** One domain sends everything: what it is made of is as large as for many at one provider each. */
const SENDERS: readonly string[] = [
  `
  INSERT INTO _sender
  SELECT hour, width, 'news.example.org', provider, sum(attempts), sum(deferred), sum(throttled), sum(throttled)
  FROM (
    SELECT a.bucket - a.bucket % 3600 AS hour, max(a.bucket_seconds, 3600) AS width, m.provider,
           a.delivered + a.deferred + a.bounced + a.lost AS attempts, a.deferred, 0 AS throttled
    FROM _attempt AS a
    JOIN _remote AS m ON m.id = a.remote_id
    WHERE a.bucket >= :from AND a.bucket < :until
    UNION ALL
    SELECT d.bucket - d.bucket % 3600, max(d.bucket_seconds, 3600), m.provider, 0, 0, d.recipients
    FROM _deferral AS d
    JOIN _remote AS m ON m.id = d.remote_id
    JOIN _reply AS r ON r.id = d.reply_id
    WHERE d.bucket >= :from AND d.bucket < :until AND r.code = 421
  )
  GROUP BY hour, width, provider
  `,
];

/** Who sent what is still in flight. */
const SENDING = `
  INSERT INTO _sending
  SELECT message, 'news.example.org', max(last_at) FROM _flight GROUP BY message
`;

/** Quarters of an hour keep their width: a count of an hour or a day is dealt out evenly, and no sum changes. */
const PULSES: readonly string[] = [
  `
  INSERT INTO _pulse (provider, start, cause, attempts, recipients, replies, first_at, last_at)
  WITH RECURSIVE
    place (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM place WHERE n < 95),
    flow AS (
      SELECT m.provider, max(a.bucket_seconds, 900) AS width, a.bucket - a.bucket % max(a.bucket_seconds, 900) AS start,
             sum(a.delivered + a.deferred + a.bounced + a.lost) AS attempts
      FROM _attempt AS a
      JOIN _remote AS m ON m.id = a.remote_id
      WHERE a.bucket >= :from AND a.bucket < :until
      GROUP BY 1, 2, 3
    )
  SELECT f.provider, f.start + p.n * 900, '',
         (p.n + 1) * f.attempts / (f.width / 900) - p.n * f.attempts / (f.width / 900), 0, 0, 0, 0
  FROM flow AS f
  JOIN place AS p ON p.n < f.width / 900
  `,
  `
  INSERT INTO _pulse (provider, start, cause, attempts, recipients, replies, first_at, last_at)
  WITH RECURSIVE
    place (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM place WHERE n < 95),
    flow AS (
      SELECT m.provider, r.cause, max(d.bucket_seconds, 900) AS width,
             d.bucket - d.bucket % max(d.bucket_seconds, 900) AS start,
             sum(d.recipients) AS recipients, sum(d.replies) AS replies
      FROM _deferral AS d
      JOIN _remote AS m ON m.id = d.remote_id
      JOIN _reply AS r ON r.id = d.reply_id
      WHERE d.bucket >= :from AND d.bucket < :until AND r.code = 421
      GROUP BY 1, 2, 3, 4
    ),
    dealt AS (
      SELECT f.provider, f.start + p.n * 900 AS start, f.cause,
             (p.n + 1) * f.recipients / (f.width / 900) - p.n * f.recipients / (f.width / 900) AS recipients,
             (p.n + 1) * f.replies / (f.width / 900) - p.n * f.replies / (f.width / 900) AS replies
      FROM flow AS f
      JOIN place AS p ON p.n < f.width / 900
    )
  SELECT provider, start, cause, 0, recipients, replies, start, start + 840
  FROM dealt
  WHERE recipients + replies > 0
  `,
];

const SEEN = `
  UPDATE _reply
  SET first_at = seen.first_at, last_at = seen.last_at
  FROM (
    SELECT reply_id, min(first_bucket) AS first_at, max(last_bucket) AS last_at FROM _deferral_day GROUP BY reply_id
  ) AS seen
  WHERE seen.reply_id = _reply.id
`;

const CHANGED = `
  INSERT INTO _pulse_changed (provider, start)
  SELECT provider, min(start) FROM _pulse WHERE cause <> '' GROUP BY provider
`;

/** Day by day, so that nothing has to sort a year. */
export function writeDerived(db: Database, days: readonly number[]): void {
  const statements = [...DERIVED, ...SENDERS, ...PULSES].map((sql) => db.prepare(sql));
  for (const day of days)
    for (const statement of statements) statement.run({ from: day, until: day + 86_400 });
  db.exec(SEEN);
  db.exec(SENDING);
  db.exec(CHANGED);
}
