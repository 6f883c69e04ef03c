import { DAY, type EpochSeconds, HOUR } from "../domain/time.ts";
import { countTables, statementFor } from "./count-tables.ts";
import type { Database } from "./database.ts";

/** For how long, in seconds, counts are kept by the minute, and then by the hour. Days are kept for ever. */
export type Retention = { readonly minutesFor: number; readonly hoursFor: number };

/**
 * Counts that began before are kept by the hour, or by the day, only; days that ended before `settled` are over. Aligned to hours
 * and days in UTC.
 */
export type Horizon = {
  readonly hours: EpochSeconds;
  readonly days: EpochSeconds;
  readonly settled: EpochSeconds;
};

/** Two weeks of minutes, three months of hours. */
export const RETENTION: Retention = { minutesFor: 14 * DAY, hoursFor: 90 * DAY };

const NEWEST = `
  SELECT bucket + bucket_seconds
  FROM TABLE
  ORDER BY bucket DESC, bucket_seconds DESC
  LIMIT 1
`;

/** The end of the newest bucket of all; null where nothing was counted. */
function newestCount(db: Database): EpochSeconds | null {
  const ends = countTables(db).flatMap((table) => {
    const end = db.prepare<[], number>(statementFor(table, NEWEST)).pluck().get();
    return end === undefined ? [] : [end];
  });
  return ends.length === 0 ? null : Math.max(...ends);
}

/**
 * Age is counted back from the newest count, or from the clock where that is earlier: an archive keeps its last two weeks
 * by the minute whenever it is read, and neither a stamp from the future nor a wrong clock can make recent counts coarse.
 */
export function horizonOf(db: Database, now: EpochSeconds, retention: Retention): Horizon {
  const from = Math.min(now, newestCount(db) ?? now);
  return {
    hours: aligned(from - retention.minutesFor, HOUR),
    days: aligned(from - retention.hoursFor, DAY),
    settled: aligned(from, DAY),
  };
}

function aligned(at: EpochSeconds, width: number): EpochSeconds {
  return Math.floor(at / width) * width;
}
