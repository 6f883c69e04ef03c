import { type Database, rowsOf, type Scope } from "./ask.ts";

type Window = Pick<Scope, "from" | "until">;

/** What was read of one source on one UTC day. `first` and `last` are epoch seconds of its stamps. */
export type CoverageRow = {
  readonly source: string;
  readonly bytes: number;
  readonly lines: number;
  readonly understood: number;
  readonly irrelevant: number;
  readonly not_understood: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly source_id: number;
};

export const COVERAGE = `
  SELECT
    source,
    bytes,
    lines,
    understood,
    irrelevant,
    not_understood,
    unixepoch(first_at) AS first,
    unixepoch(last_at) AS last,
    source_id
  FROM coverage
  WHERE day + 86400 > :from AND day < :until
  ORDER BY source, day, source_id
`;

/** Days are those of UTC: `2026-11-18`. */
export type IssueRow = {
  readonly code: string;
  readonly lines: number;
  readonly first_day: string;
  readonly last_day: string;
};

export const ISSUES = `
  SELECT code, sum(lines) AS lines, min(day_at) AS first_day, max(day_at) AS last_day
  FROM issue
  WHERE day + 86400 > :from AND day < :until
  GROUP BY code
  ORDER BY sum(lines) DESC, code
`;

export type SampleRow = {
  readonly source: string;
  readonly reason: string;
  readonly sample: string;
};

export const SAMPLES = `
  WITH numbered AS (
    SELECT source, reason, sample, row_number() OVER (PARTITION BY reason ORDER BY source, sample) AS place
    FROM unread_sample
  )
  SELECT source, reason, sample
  FROM numbered
  WHERE place <= 3
  ORDER BY reason, source, sample
  LIMIT 24
`;

const UNREAD = `
  SELECT coalesce(sum(not_understood), 0) AS not_understood, coalesce(sum(understood), 0) AS understood
  FROM coverage
  WHERE day + 86400 > :from AND day < :until
`;

/** How many lines about delivery were understood in a window, and how many were not. */
export type UnreadRow = { readonly not_understood: number; readonly understood: number };

export function unreadIn(db: Database, window: Window): UnreadRow {
  return rowsOf<UnreadRow>(db, UNREAD, window)[0] ?? { not_understood: 0, understood: 0 };
}

export function coverageRows(db: Database, window: Window): readonly CoverageRow[] {
  return rowsOf(db, COVERAGE, window);
}

export function issueRows(db: Database, window: Window): readonly IssueRow[] {
  return rowsOf(db, ISSUES, window);
}

/** At most three lines per reason: samples carry no time, so they stand for everything ever read. */
export function sampleRows(db: Database): readonly SampleRow[] {
  return rowsOf(db, SAMPLES, {});
}
