import { DAY_MS, type EpochMs } from "../../src/domain/time.ts";

const HALF_YEAR_MS = 183 * DAY_MS;

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

/**
 * The year of a stamp in a log that begins in the year `first` and has come to `after`: a jump back by more than half a year
 * is New Year, and a straggler of old December right behind it belongs to the old year. `month` counts from 0.
 */
export function yearFrom(first: number, month: number, day: number, after: EpochMs | null): number {
  if (after === null) return first;
  const year = Math.max(first, new Date(after).getUTCFullYear());
  if (Date.UTC(year, month, day) < after - HALF_YEAR_MS) return year + 1;
  const isStraggler = year > first && Date.UTC(year - 1, month, day) > after - 2 * DAY_MS;
  return isStraggler ? year - 1 : year;
}
