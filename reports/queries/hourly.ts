import { DAY, HOUR } from "../../src/domain/time.ts";
import type { Hourly } from "../week.ts";
import type { Database, Scope } from "./ask.ts";
import { refusedRows } from "./refused.ts";
import { triedRows } from "./tried.ts";

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
  return { from: late.from, until, tried: triedRows(db, late), refused: refusedRows(db, late) };
}
