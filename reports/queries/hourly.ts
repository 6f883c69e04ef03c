import type { Hourly } from "../week.ts";
import type { Database, Scope } from "./ask.ts";
import { remoteNames } from "./names.ts";
import { triedIn } from "./tried.ts";

/** The pattern of the week by hand. `localtime` is the zone of the shell it runs in; 0 is Sunday. */
export const HOURLY = `
  WITH hourly AS (
    SELECT bucket - bucket % 3600 AS hour, attempts, 0 AS recipients
    FROM attempt
    WHERE bucket >= :from AND bucket < :until AND provider <> 'local'
    UNION ALL
    SELECT bucket - bucket % 3600, 0, recipients
    FROM deferral
    WHERE bucket >= :from AND bucket < :until AND provider <> 'local'
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

/** Not grouped by host, which would mean sorting a million rows: they are added up as they come. */
const REFUSED = `
  SELECT bucket - bucket % 3600 AS start, remote_id, recipients
  FROM deferral_count
  WHERE bucket >= :from AND bucket < :until AND recipients > 0
    AND reply_id IN (
      SELECT reply_id
      FROM reply
      WHERE code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes))
    )
`;

type RefusedAt = readonly [start: number, remote: number, recipients: number];

const HOUR = 3600;
const DAY = 86_400;

/** Of a long window the last four weeks are asked about by the hour: older counts are kept by the day. */
const WEEKS = 28 * DAY;

/** Rows by the hour. Those at hand are taken where they are by the hour already; rows of minutes cover too little time. */
export function hourlyIn(
  db: Database,
  scope: Scope,
  atHand: Omit<Hourly, "from" | "until">,
): Hourly {
  const { from, until, width } = scope;
  if (width <= HOUR) return { from, until, ...atHand };
  const late = {
    ...scope,
    from: Math.max(from, Math.ceil((until - WEEKS) / HOUR) * HOUR),
    width: HOUR,
  };
  const tried = triedIn(db, late).rows;
  return { from: late.from, until, tried, refused: refusedByHour(db, late) };
}

function refusedByHour(db: Database, { from, until, codes, causes }: Scope): Hourly["refused"] {
  const nameOf = remoteNames(db);
  const hours = new Map<number, Map<string, number>>();
  const rows = db.prepare<object, RefusedAt>(REFUSED).raw();
  for (const [start, remote, recipients] of rows.iterate({ from, until, codes, causes })) {
    const hour = hours.get(start) ?? new Map<string, number>();
    hours.set(start, hour);
    const { provider } = nameOf(remote);
    hour.set(provider, (hour.get(provider) ?? 0) + recipients);
  }
  return [...hours].flatMap(([start, hour]) =>
    [...hour].map(([provider, recipients]) => ({ start, provider, recipients })),
  );
}
