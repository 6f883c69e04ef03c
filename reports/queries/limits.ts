import { type Database, rowsOf, type Scope } from "./ask.ts";

/** Only counts by the minute tell of rates: what was compacted is left out. `provider` null: of all. */
export type LimitScope = Pick<Scope, "from" | "until" | "throttling"> & {
  readonly provider: string | null;
};

/** The most recipients that a provider took in one minute, and in ten, without throttling in them; null where there were none. */
export type HighestRow = {
  readonly provider: string;
  readonly minutes: number;
  readonly delivered: number;
  readonly per_minute: number | null;
  readonly per_ten: number | null;
};

const HIGHEST = `
  WITH
    counted AS (
      SELECT provider, bucket, delivered, 0 AS refused
      FROM attempt
      WHERE bucket >= :from AND bucket < :until AND bucket_seconds = 60
        AND provider <> 'local' AND provider = coalesce(:provider, provider)
      UNION ALL
      SELECT provider, bucket, 0, recipients + replies
      FROM deferral
      WHERE bucket >= :from AND bucket < :until AND bucket_seconds = 60
        AND provider <> 'local' AND provider = coalesce(:provider, provider)
        AND (code = 421 OR cause IN (SELECT value FROM json_each(:throttling)))
    ),
    minute AS (
      SELECT provider, bucket, sum(delivered) AS delivered, sum(refused) AS refused
      FROM counted
      GROUP BY provider, bucket
    ),
    ten AS (
      SELECT
        provider, delivered, refused,
        sum(delivered) OVER last_ten AS delivered_in_ten,
        sum(refused) OVER last_ten AS refused_in_ten
      FROM minute
      WINDOW last_ten AS (PARTITION BY provider ORDER BY bucket RANGE BETWEEN 540 PRECEDING AND CURRENT ROW)
    )
  SELECT
    provider, count(*) AS minutes, sum(delivered) AS delivered,
    max(CASE WHEN refused = 0 THEN delivered END) AS per_minute,
    max(CASE WHEN refused_in_ten = 0 THEN delivered_in_ten END) AS per_ten
  FROM ten
  GROUP BY provider
  ORDER BY sum(delivered) DESC, provider
`;

export function highestRows(db: Database, scope: LimitScope): readonly HighestRow[] {
  return rowsOf(db, HIGHEST, scope);
}

/** An episode, and the attempts in the ten minutes before its first refusal; null where they are not known by the minute. */
export type OnsetRow = {
  readonly provider: string;
  readonly at: number;
  readonly attempts: number | null;
};

const ONSETS = `
  WITH
    onset AS (
      SELECT provider, unixepoch(started_at) AS at
      FROM episode
      WHERE unixepoch(started_at) >= :from AND unixepoch(started_at) < :until
        AND provider = coalesce(:provider, provider)
    )
  SELECT
    o.provider, o.at,
    (
      SELECT nullif(sum(a.attempts), 0)
      FROM attempt AS a
      WHERE a.bucket >= o.at - 600 AND a.bucket < o.at AND a.bucket_seconds = 60
        AND a.provider = o.provider AND EXISTS (SELECT 1 FROM attempt WHERE bucket <= o.at - 600)
    ) AS attempts
  FROM onset AS o
  ORDER BY o.provider, o.at
`;

export function onsetRows(db: Database, scope: LimitScope): readonly OnsetRow[] {
  return rowsOf(db, ONSETS, { from: scope.from, until: scope.until, provider: scope.provider });
}

/** Recipient domains that a provider refused for now, most recipients first. */
export type DomainRow = { readonly provider: string; readonly domain: string };

const DOMAINS = `
  SELECT provider, domain
  FROM destination
  WHERE domain <> '' AND provider <> 'local' AND provider = coalesce(:provider, provider)
  GROUP BY provider, domain
  ORDER BY provider, sum(recipients) DESC, domain
`;

export function domainRows(db: Database, provider: string | null): readonly DomainRow[] {
  return rowsOf(db, DOMAINS, { provider });
}
