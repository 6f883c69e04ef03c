import { DELAY_BANDS } from "../src/domain/delay-band.ts";
import type { Measure, Rate, Thresholds } from "./model.ts";
import type { Throttled } from "./model-spread.ts";

/** The numbers that decide what is said. They are printed in the appendix of every report. */
export const THRESHOLDS: Thresholds = {
  minimumAttempts: 20,
  rankedAttempts: 100,
  watchRate: 0.01,
  criticalRate: 0.05,
  notUnderstoodShare: 0.05,
};

/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959_964;

/** Six decimals are beyond what any count here can resolve, and keep the JSON short and its bytes stable. */
export function rounded(share: number): number {
  return Math.round(share * 1e6) / 1e6;
}

/**
 * The Wilson score interval of `hits` in `tries`: it stays inside 0 and 1 and is honest for small counts.
 * Hits beyond the tries (a reply whose attempt lies in the next window) are cut to 1. No tries, no interval.
 */
export function wilson(hits: number, tries: number): Rate | null {
  if (tries <= 0) return null;
  const share = Math.min(1, hits / tries);
  const spread = 1 + (Z * Z) / tries;
  const centre = (share + (Z * Z) / (2 * tries)) / spread;
  const half =
    (Z / spread) * Math.sqrt((share * (1 - share)) / tries + (Z * Z) / (4 * tries * tries));
  return {
    share: rounded(share),
    low: rounded(share === 0 ? 0 : Math.max(0, centre - half)),
    high: rounded(share === 1 ? 1 : Math.min(1, centre + half)),
  };
}

/** A rate as it may be shown: null below the minimum volume. */
export function rateOf(hits: number, tries: number): Rate | null {
  return tries < THRESHOLDS.minimumAttempts ? null : wilson(hits, tries);
}

/** Rows added up, and their rate. */
export function throttledOf(rows: readonly Omit<Throttled, "rate">[]): Throttled {
  const recipients = rows.reduce((sum, row) => sum + row.recipients, 0);
  const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
  return { recipients, attempts, rate: rateOf(recipients, attempts) };
}

type Counts = Omit<Measure, "rate" | "attempts">;

export const NO_COUNTS: Counts = { recipients: 0, replies: 0, withheld: 0, shadowed: 0 };

export function sumOf(rows: Iterable<Counts>): Counts {
  const sum = { recipients: 0, replies: 0, withheld: 0, shadowed: 0 };
  for (const row of rows) {
    sum.recipients += row.recipients;
    sum.replies += row.replies;
    sum.withheld += row.withheld;
    sum.shadowed += row.shadowed;
  }
  return sum;
}

/** Counts with their denominator. Picks the four columns, so that a database row does not leak into the model. */
export function measureOf(counts: Counts, attempts: number): Measure {
  const { recipients, replies, withheld, shadowed } = counts;
  return { recipients, replies, withheld, shadowed, attempts, rate: rateOf(recipients, attempts) };
}

/** The least of all that are known; null where none is. There may be too many for the arguments of a call. */
export function leastOf(values: readonly (number | null)[]): number | null {
  return values.reduce(
    (least, value) => (value === null ? least : Math.min(least ?? value, value)),
    null,
  );
}

/** The greatest of all that are known; null where none is. */
export function greatestOf(values: readonly (number | null)[]): number | null {
  return values.reduce(
    (most, value) => (value === null ? most : Math.max(most ?? value, value)),
    null,
  );
}

/** Upper bound in seconds of the delay band that holds a quantile; null when it lies beyond the last band or nothing was counted. */
export function quantileOf(bands: readonly number[], quantile: number): number | null {
  const total = bands.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let below = 0;
  for (const [band, count] of bands.entries()) {
    below += count;
    if (below >= quantile * total) return DELAY_BANDS[band] ?? null;
  }
  return null;
}
