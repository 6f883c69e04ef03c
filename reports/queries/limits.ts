import { type Database, rowsOf, type Scope } from "./ask.ts";

/** Only counts by the minute tell of rates: what was compacted is left out. `provider` null: of all, or of those `providers`. */
export type LimitScope = Pick<Scope, "from" | "until" | "throttling"> & {
  readonly provider: string | null;
  readonly providers?: ReadonlySet<string>;
};

/** The most recipients that a provider took in one minute, and in ten, without throttling in them; null where there were none. */
export type HighestRow = {
  readonly provider: string;
  readonly minutes: number;
  readonly delivered: number;
  readonly per_minute: number | null;
  readonly per_ten: number | null;
};

/** An episode, and the attempts in the ten minutes before its first refusal; null where they are not known by the minute. */
export type OnsetRow = {
  readonly provider: string;
  readonly at: number;
  readonly attempts: number | null;
};

export const ONSETS = `
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
  WHERE domain <> '' AND provider IN (SELECT value FROM json_each(:providers)) AND day >= :from
  GROUP BY provider, domain
  ORDER BY provider, sum(recipients) DESC, domain
`;

export function domainRows(
  db: Database,
  providers: ReadonlySet<string>,
  from: number,
): readonly DomainRow[] {
  return rowsOf(db, DOMAINS, { providers: JSON.stringify([...providers]), from });
}
