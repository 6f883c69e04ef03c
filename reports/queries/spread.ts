import { type Database, rowsOf, type Scope } from "./ask.ts";
import { type Grain, inMonths, wholeOf } from "./stretches.ts";

/** What one provider did to what one of our services sent. */
export type SpreadQueryRow = {
  readonly provider: string;
  readonly log_host: string;
  readonly service: string;
  readonly recipients: number;
  readonly attempts: number;
};

export const SPREAD = `
  WITH
    counted AS (
      SELECT writer_id, remote_id, sum(recipients) AS recipients, 0 AS attempts
      FROM deferral_count
      WHERE bucket >= :from AND bucket < :until
        AND reply_id IN (
          SELECT reply_id
          FROM reply
          WHERE code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes))
        )
      GROUP BY writer_id, remote_id
      UNION ALL
      SELECT writer_id, remote_id, 0, sum(attempts)
      FROM attempt_count
      WHERE bucket >= :from AND bucket < :until
      GROUP BY writer_id, remote_id
    )
  SELECT
    r.provider, w.log_host, w.service,
    sum(c.recipients) AS recipients, sum(c.attempts) AS attempts
  FROM counted AS c
  JOIN remote AS r USING (remote_id)
  JOIN writer AS w USING (writer_id)
  WHERE r.provider <> 'local' AND r.provider = coalesce(:provider, r.provider)
  GROUP BY r.provider, w.log_host, w.service
  HAVING sum(c.recipients) + sum(c.attempts) > 0
  ORDER BY r.provider, w.log_host, w.service
`;

const IN_DAYS = SPREAD.replace("deferral_count", "deferral_day")
  .replace("attempt_count", "attempt_day")
  .replaceAll("bucket >=", "day >=")
  .replaceAll("bucket <", "day <");

const STATEMENTS: Readonly<Record<Grain, string>> = {
  parts: SPREAD,
  days: IN_DAYS,
  months: inMonths(IN_DAYS),
};

type SpreadScope = Pick<Scope, "from" | "until" | "codes" | "causes"> & {
  readonly provider: string | null;
};

/** Rows of each stretch of the window; those of one provider and service are to be added up. */
export function spreadRows(db: Database, scope: SpreadScope): readonly SpreadQueryRow[] {
  return wholeOf(db, scope).flatMap(({ from, until, grain }) =>
    rowsOf<SpreadQueryRow>(db, STATEMENTS[grain], { ...scope, from, until }),
  );
}
