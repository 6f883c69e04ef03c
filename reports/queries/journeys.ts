import { type Database, rowsOf, type Scope } from "./ask.ts";

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

export function journeyRows(db: Database, scope: JourneyScope): readonly JourneyRow[] {
  return rowsOf(db, JOURNEYS, scope);
}

/** How many journeys ended how, by how long they took. */
export type EndedRow = Pick<JourneyRow, "outcome" | "band" | "recipients">;

const ENDED = `
  SELECT outcome, delay_band AS band, sum(recipients) AS recipients
  FROM journey
  WHERE day >= :from AND day < :until AND outcome IN ('delivered', 'bounced', 'expired') AND provider <> 'local'
    AND provider = coalesce(:provider, provider)
    AND (code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes)))
  GROUP BY outcome, delay_band
  ORDER BY outcome, delay_band
`;

export function endedRows(db: Database, scope: JourneyScope): readonly EndedRow[] {
  return rowsOf(db, ENDED, scope);
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

export function retryRows(db: Database, scope: JourneyScope): readonly RetryRow[] {
  return rowsOf(db, RETRIES, scope);
}
