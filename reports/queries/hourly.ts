import { DAY, HOUR } from "../../src/domain/time.ts";
import type { Hourly } from "../week.ts";
import { type Database, listIn, rowsOf, type Scope } from "./ask.ts";
import { refusedRows } from "./refused.ts";
import { readingOf, type Span } from "./stretches.ts";
import { triedRows } from "./tried.ts";

/** The pattern of the week by hand. `localtime` is the zone of the shell it runs in; 0 is Sunday. */
export const HOURLY = `
  WITH hourly AS (
    SELECT bucket - bucket % 3600 AS hour, attempts, 0 AS recipients
    FROM attempt
    WHERE bucket >= :from AND bucket < :until AND provider <> 'local' AND provider = coalesce(:provider, provider)
    UNION ALL
    SELECT bucket - bucket % 3600, 0, recipients
    FROM deferral
    WHERE bucket >= :from AND bucket < :until AND provider <> 'local' AND provider = coalesce(:provider, provider)
      AND (code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes)))
  )
  SELECT
    strftime('%w', hour, 'unixepoch', 'localtime') AS weekday,
    strftime('%H', hour, 'unixepoch', 'localtime') AS hour_of_day,
    sum(attempts) AS attempts,
    sum(recipients) AS recipients
  FROM hourly
  GROUP BY weekday, hour_of_day
  ORDER BY weekday, hour_of_day
`;

const TRIED = `
  SELECT start, json_group_array(provider) AS providers, json_group_array(attempts) AS counts
  FROM provider_attempt
  WHERE width = 3600 AND start >= :from AND start < :until
  GROUP BY start
`;

const REFUSED = `
  SELECT start, json_group_array(provider) AS providers, json_group_array(recipients) AS counts
  FROM provider_deferral
  WHERE width = 3600 AND start >= :from AND start < :until AND recipients > 0
    AND reply_id IN (
      SELECT reply_id
      FROM reply
      WHERE code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes))
    )
  GROUP BY start
`;

type SummedRow = { readonly start: number; readonly providers: string; readonly counts: string };

type Count = { readonly start: number; readonly provider: string; readonly count: number };

/** Rows of hours that were added up, the counts of one provider and hour as one or more. */
function* summed(
  db: Database,
  sql: string,
  scope: Scope,
  spans: readonly Span[],
): Generator<Count> {
  const { codes, causes } = scope;
  for (const { from, until } of spans)
    for (const row of rowsOf<SummedRow>(db, sql, { from, until, codes, causes })) {
      const counts = listIn<number>(row.counts);
      for (const [place, provider] of listIn<string>(row.providers).entries())
        yield { start: row.start, provider, count: counts[place] ?? 0 };
    }
}

function attemptsByHour(db: Database, scope: Scope): Hourly["tried"] {
  const { sums, rest } = readingOf(db, scope);
  const counts = Array.from(summed(db, TRIED, scope, sums), ({ start, provider, count }) => ({
    start,
    provider,
    attempts: count,
  }));
  return [...counts, ...rest.flatMap((span) => triedRows(db, { ...scope, ...span }))];
}

function refusalsByHour(db: Database, scope: Scope): Hourly["refused"] {
  const { sums, rest } = readingOf(db, scope);
  const counts = Array.from(summed(db, REFUSED, scope, sums), ({ start, provider, count }) => ({
    start,
    provider,
    recipients: count,
  }));
  return [...counts, ...rest.flatMap((span) => refusedRows(db, { ...scope, ...span }))];
}

/** The end of the newest day that was compacted: such a day stands whole in its first hour, so nobody knows its hours. */
const BY_DAY = `
  WITH RECURSIVE day AS (
    SELECT :from AS at
    UNION ALL
    SELECT at + 86400 FROM day WHERE at + 86400 < :until
  )
  SELECT max(at) + 86400 AS until
  FROM day
  WHERE EXISTS (SELECT 1 FROM attempt_count WHERE bucket = at AND bucket_seconds = 86400)
    OR EXISTS (SELECT 1 FROM deferral_count WHERE bucket = at AND bucket_seconds = 86400)
`;

type ByDayRow = { readonly until: number | null };

/** From when on the hours of a window are known. */
function knownFrom(db: Database, { from, until }: Span): number {
  const first = Math.floor(from / DAY) * DAY;
  const [row] = rowsOf<ByDayRow>(db, BY_DAY, { from: first, until });
  return Math.min(until, Math.max(from, row?.until ?? from));
}

/** Of a long window the last four weeks are asked about by the hour. */
const WEEKS = 28 * DAY;

/** Rows by the hour. Those at hand are taken where they are by the hour already; rows of minutes cover too little time. */
export function hourlyIn(
  db: Database,
  scope: Scope,
  atHand: Omit<Hourly, "from" | "until">,
): Hourly {
  const { from, until, width } = scope;
  if (width <= HOUR) return { from, until, ...atHand };
  const newest = { from: Math.max(from, Math.ceil((until - WEEKS) / HOUR) * HOUR), until };
  const late = { ...scope, from: knownFrom(db, newest), width: HOUR };
  const [tried, refused] = [attemptsByHour(db, late), refusalsByHour(db, late)];
  return { from: late.from, until, tried, refused };
}
