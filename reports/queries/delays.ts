import { type Database, rowsOf, type Scope } from "./ask.ts";

/** Delivered recipients per delay band, shortest first (`src/domain/delay-band.ts`). */
export type DelayRow = { readonly band: number; readonly delivered: number };

export const DELAYS = `
  WITH total AS (
    SELECT
      json_array(
        sum(delay_1), sum(delay_2), sum(delay_5), sum(delay_10), sum(delay_30), sum(delay_60),
        sum(delay_120), sum(delay_300), sum(delay_900), sum(delay_1800), sum(delay_3600), sum(delay_7200),
        sum(delay_14400), sum(delay_28800), sum(delay_86400), sum(delay_172800), sum(delay_432000), sum(delay_longer)
      ) AS bands
    FROM attempt
    WHERE bucket >= :from AND bucket < :until AND provider <> 'local'
  )
  SELECT b.key AS band, coalesce(b.value, 0) AS delivered
  FROM total AS t
  JOIN json_each(t.bands) AS b
  ORDER BY b.key
`;

export function delayRows(db: Database, scope: Scope): readonly DelayRow[] {
  return rowsOf(db, DELAYS, scope);
}
