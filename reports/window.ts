import { DAY, type EpochSeconds, HOUR, MINUTE } from "../src/domain/time.ts";
import type { Instant } from "./model.ts";

/** No picture has more buckets than this: it is what a screen can show and what a stacked chart draws quickly. */
const MOST_BUCKETS = 2000;

/** Bounds for "all there is": years 0 and 9999. */
export const ALWAYS: { readonly from: EpochSeconds; readonly until: EpochSeconds } = {
  from: -62_167_219_200,
  until: 253_402_300_800,
};

/** One minute up to six hours, five up to two days, an hour up to sixty days, days beyond; never finer than the data. */
export function bucketSecondsFor(seconds: number, coarsest: number): number {
  return Math.max(coarsest, stepFor(seconds));
}

function stepFor(seconds: number): number {
  if (seconds <= 6 * HOUR) return MINUTE;
  if (seconds <= 2 * DAY) return 5 * MINUTE;
  if (seconds <= 60 * DAY) return HOUR;
  return DAY * Math.max(1, Math.ceil(seconds / (MOST_BUCKETS * DAY)));
}

/** The starts of the buckets that touch a window, aligned to the epoch as the SQL aligns them. */
export function bucketStarts(from: number, until: number, width: number): readonly number[] {
  const starts: number[] = [];
  if (until <= from) return starts;
  for (let start = Math.floor(from / width) * width; start < until; start += width)
    starts.push(start);
  return starts;
}

/** `1795168800` → `2026-11-20T10:00:00Z`. */
export function instantOf(at: EpochSeconds): Instant {
  return new Date(at * 1000).toISOString().replace(".000Z", "Z");
}

export function instantOrNull(at: EpochSeconds | null): Instant | null {
  return at === null ? null : instantOf(at);
}
