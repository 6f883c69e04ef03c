import { DELAY_BANDS } from "../../src/domain/delay-band.ts";
import type { Share } from "../model-delivery.ts";
import type { EndedRow, Outcome } from "../queries/journeys.ts";
import { rateOf } from "../statistics.ts";

export function shareOf(count: number, of: number): Share {
  return { count, of, rate: rateOf(count, of) };
}

/** How many fell into each delay band, given by its bound; the last place is for those beyond all. */
export function bandsOf(
  rows: readonly { readonly band: number | null; readonly count: number }[],
): readonly number[] {
  const bands = Array.from({ length: DELAY_BANDS.length + 1 }, () => 0);
  for (const { band, count } of rows) {
    const place = band === null ? DELAY_BANDS.length : DELAY_BANDS.indexOf(band);
    bands[place] = (bands[place] ?? 0) + count;
  }
  return bands;
}

/** Recipients of journeys, of all outcomes or of one. */
export function recipientsOf(rows: readonly EndedRow[], outcome?: Outcome): number {
  return rows
    .filter((row) => outcome === undefined || row.outcome === outcome)
    .reduce((sum, { recipients }) => sum + recipients, 0);
}
