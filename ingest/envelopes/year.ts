import type { EpochMs } from "../../src/domain/time.ts";

const DAY_MS = 86_400_000;

/**
 * The year of a stamp that names none: the latest in which the day exists and is not more than a day after `reference`,
 * the moment the log was written at the latest. Hence a December line read in January is last year's, and 29 February
 * belongs to a leap year. `month` counts from 0.
 */
export function inferYear(month: number, day: number, reference: EpochMs): number {
  const limit = reference + DAY_MS;
  let year = new Date(limit).getUTCFullYear();
  for (let back = 0; back < 9; back++, year--) {
    const at = Date.UTC(year, month, day);
    if (at <= limit && new Date(at).getUTCMonth() === month) return year;
  }
  return year;
}
