import { type Database, rowsOf, type Scope } from "./ask.ts";
import { inMonths, wholeOf } from "./stretches.ts";

/** Journeys that a question is about: those that began on days in the window, half-open. `provider` null: of all. */
export type JourneyScope = Pick<Scope, "from" | "until" | "codes" | "causes"> & {
  readonly provider: string | null;
};

export type Outcome = "delivered" | "bounced" | "expired" | "pending" | "lost track";

/** `band` is the upper bound of the time from the first refusal on, in seconds; null beyond the last. */
export type JourneyRow = {
  readonly provider: string;
  readonly cause: string;
  readonly tries: number;
  readonly outcome: Outcome;
  readonly band: number | null;
  readonly first_day: number;
  readonly recipients: number;
};

export const JOURNEYS = `
  SELECT
    provider, cause, tries, outcome, delay_band AS band,
    min(day) AS first_day, sum(recipients) AS recipients
  FROM journey
  WHERE day >= :from AND day < :until AND provider <> 'local'
    AND provider = coalesce(:provider, provider)
    AND (code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes)))
  GROUP BY provider, cause, tries, outcome, delay_band
  ORDER BY provider, cause, tries, outcome, delay_band
`;

/** Asked apart: to tell who is under way costs as much as a month of those that ended. */
const UNDER_WAY = JOURNEYS.replace("FROM journey\n", "FROM journey_under_way\n");

const ENDED_BY_KEY = JOURNEYS.replace("FROM journey\n", "FROM journey_ended\n");

const ENDED_BY_KEY_IN_MONTHS = inMonths(ENDED_BY_KEY)
  .replace("FROM journey_ended\n", "FROM journey_month\n")
  .replace("min(day)", "min(first_day)");

/** Rows of each stretch of the window, in months and in days; those of one key are to be added up. */
function rowsIn<Row>(
  db: Database,
  scope: JourneyScope,
  [days, months]: readonly [string, string],
): readonly Row[] {
  return wholeOf(db, scope).flatMap(({ from, until, grain }) =>
    rowsOf<Row>(db, grain === "months" ? months : days, { ...scope, from, until }),
  );
}

function inOrder(a: JourneyRow, b: JourneyRow): number {
  if (a.provider !== b.provider) return a.provider < b.provider ? -1 : 1;
  return a.cause < b.cause ? -1 : Number(a.cause > b.cause);
}

/** By provider and cause; rows of one key are to be added up. */
export function journeyRows(db: Database, scope: JourneyScope): readonly JourneyRow[] {
  const ended = rowsIn<JourneyRow>(db, scope, [ENDED_BY_KEY, ENDED_BY_KEY_IN_MONTHS]);
  return [...ended, ...rowsOf<JourneyRow>(db, UNDER_WAY, scope)].sort(inOrder);
}

/** How many journeys ended how, by how long they took. */
export type EndedRow = Pick<JourneyRow, "outcome" | "band" | "recipients">;

const ENDED = `
  SELECT outcome, delay_band AS band, sum(recipients) AS recipients
  FROM journey_ended
  WHERE day >= :from AND day < :until AND outcome IN ('delivered', 'bounced', 'expired') AND provider <> 'local'
    AND provider = coalesce(:provider, provider)
    AND (code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes)))
  GROUP BY outcome, delay_band
  ORDER BY outcome, delay_band
`;

const ENDED_IN_MONTHS = inMonths(ENDED).replace("FROM journey_ended\n", "FROM journey_month\n");

/** Rows of one key are to be added up. */
export function endedRows(db: Database, scope: JourneyScope): readonly EndedRow[] {
  return rowsIn(db, scope, [ENDED, ENDED_IN_MONTHS]);
}

/** How soon our MTA tried again: `attempt` 2 is the first try after the first refusal. */
export type RetryRow = {
  readonly attempt: number;
  readonly band: number | null;
  readonly tries: number;
};

export const RETRIES = `
  SELECT try AS attempt, interval_band AS band, sum(tries) AS tries
  FROM retry
  WHERE day >= :from AND day < :until AND provider <> 'local'
    AND provider = coalesce(:provider, provider)
    AND (code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes)))
  GROUP BY try, interval_band
  ORDER BY try, interval_band IS NULL, interval_band
`;

const RETRIES_IN_MONTHS = inMonths(RETRIES).replace("FROM retry\n", "FROM retry_month\n");

/** Rows of one key are to be added up. */
export function retryRows(db: Database, scope: JourneyScope): readonly RetryRow[] {
  return rowsIn(db, scope, [RETRIES, RETRIES_IN_MONTHS]);
}
