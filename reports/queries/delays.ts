import { DELAY_BANDS } from "../../src/domain/delay-band.ts";
import type { Database, Scope } from "./ask.ts";
import { type Grain, inMonths, wholeOf } from "./stretches.ts";

/** One band for each bound, and one for what took longer. */
const BANDS = DELAY_BANDS.length + 1;

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
      AND provider = coalesce(:provider, provider)
  )
  SELECT b.key AS band, coalesce(b.value, 0) AS delivered
  FROM total AS t
  JOIN json_each(t.bands) AS b
  ORDER BY b.key
`;

const DELAYS_AT = `
  SELECT
    sum(delay_1), sum(delay_2), sum(delay_5), sum(delay_10), sum(delay_30), sum(delay_60),
    sum(delay_120), sum(delay_300), sum(delay_900), sum(delay_1800), sum(delay_3600), sum(delay_7200),
    sum(delay_14400), sum(delay_28800), sum(delay_86400), sum(delay_172800), sum(delay_432000), sum(delay_longer)
  FROM attempt_count
  WHERE bucket >= :from AND bucket < :until
    AND remote_id IN (SELECT remote_id FROM remote WHERE provider <> 'local' AND provider = coalesce(:provider, provider))
`;

const DELAYS_IN_DAYS = `
  SELECT
    sum(delay_1), sum(delay_2), sum(delay_5), sum(delay_10), sum(delay_30), sum(delay_60),
    sum(delay_120), sum(delay_300), sum(delay_900), sum(delay_1800), sum(delay_3600), sum(delay_7200),
    sum(delay_14400), sum(delay_28800), sum(delay_86400), sum(delay_172800), sum(delay_432000), sum(delay_longer)
  FROM attempt_day
  WHERE day >= :from AND day < :until
    AND remote_id IN (SELECT remote_id FROM remote WHERE provider <> 'local' AND provider = coalesce(:provider, provider))
`;

const STATEMENTS: Readonly<Record<Grain, string>> = {
  parts: DELAYS_AT,
  days: DELAYS_IN_DAYS,
  months: inMonths(DELAYS_IN_DAYS),
};

/** The rows of `DELAYS`. `provider` null: of all. */
export function delayRows(
  db: Database,
  window: Pick<Scope, "from" | "until">,
  provider: string | null,
): readonly DelayRow[] {
  const sums = Array.from({ length: BANDS }, () => 0);
  for (const { from, until, grain } of wholeOf(db, window)) {
    const statement = db.prepare<object, readonly (number | null)[]>(STATEMENTS[grain]);
    for (const [band, sum] of (statement.raw().get({ from, until, provider }) ?? []).entries())
      sums[band] = (sums[band] ?? 0) + (sum ?? 0);
  }
  return sums.map((delivered, band) => ({ band, delivered }));
}
