import { DAY, HOUR } from "../../src/domain/time.ts";
import { coveredBy, statesOf } from "../gaps.ts";
import type { Gap } from "../model.ts";
import type { DatabaseHealth, DoctorAnswer } from "../model-doctor.ts";
import type { Jump } from "../model-quality.ts";
import { notUnderstoodShare, sourceRows, totalOf } from "../quality.ts";
import type { Database } from "../queries/ask.ts";
import { heardHours } from "../queries/heard.ts";
import { type CoverageRow, coverageRows, issueRows } from "../queries/quality.ts";
import { greatestOf, leastOf } from "../statistics.ts";
import { ALWAYS, bucketStarts, instantOf } from "../window.ts";
import { checksOf } from "./doctor-checks.ts";

/** What the reports cannot see for themselves: the file, and leaps in single files. Times are epoch seconds. */
export type DoctorQuestion = {
  readonly now: number;
  readonly zone: string;
  readonly database: DatabaseHealth;
  readonly jumps: readonly {
    readonly source: string;
    readonly from: number;
    readonly to: number;
  }[];
};

/** Gaps are looked for this far back, in seconds. */
const GAPS_WITHIN = 400 * DAY;

const SHOWN = 20;

/** Hours without a log between the first and the newest line, and silences of a busy one, newest first. */
function gapsIn(db: Database, coverage: readonly CoverageRow[], now: number): readonly Gap[] {
  const covered = coveredBy(coverage);
  const end = Math.min(now, (greatestOf(covered.map(({ last }) => last)) ?? 0) + 1);
  const begin = Math.min(end, leastOf(covered.map(({ first }) => first)) ?? end);
  const from = Math.max(begin, end - GAPS_WITHIN);
  const starts = bucketStarts(from, end, HOUR);
  const active = activeHours(db, starts, end);
  const picture = { starts, width: HOUR, from, until: end, active, covered };
  return [...statesOf(picture).gaps].reverse();
}

function activeHours(db: Database, starts: readonly number[], end: number): readonly boolean[] {
  const active = starts.map(() => false);
  const origin = starts[0] ?? 0;
  // A compacted day stands in its first hour, which may lie before the window.
  for (const { start, width } of heardHours(db, Math.floor(origin / DAY) * DAY, end)) {
    const first = (start - origin) / HOUR;
    active.fill(true, Math.max(0, first), Math.max(0, first + Math.max(1, (width ?? 0) / HOUR)));
  }
  return active;
}

function jumpsOf({ jumps }: DoctorQuestion): readonly Jump[] {
  return jumps.map(({ source, from, to }) => ({
    source,
    from: instantOf(from),
    until: instantOf(to),
  }));
}

/** Can I trust this? What was read, what was not, what is wrong with clocks and with the file. */
export function askDoctor(db: Database, question: DoctorQuestion): DoctorAnswer {
  const { now, zone, database } = question;
  const coverage = coverageRows(db, ALWAYS);
  const sources = [...sourceRows(coverage)].sort(
    (a, b) =>
      notUnderstoodShare(b) - notUnderstoodShare(a) ||
      (b.lastAt ?? "").localeCompare(a.lastAt ?? ""),
  );
  const gaps = gapsIn(db, coverage, now);
  const seen = {
    schema: "smtp-analyze/doctor/1",
    at: instantOf(now),
    zone,
    total: totalOf(coverage),
    sources,
    sourcesOmitted: 0,
    gaps,
    gapsOmitted: 0,
    jumps: jumpsOf(question),
    issues: issueRows(db, ALWAYS).map(({ code, lines }) => ({ code, lines })),
    database,
  } as const;
  const checks = checksOf({ ...seen, now });
  return {
    ...seen,
    state: checks.some(({ state }) => state === "wrong") ? "wrong" : "ok",
    checks,
    sources: sources.slice(0, SHOWN),
    sourcesOmitted: Math.max(0, sources.length - SHOWN),
    gaps: gaps.slice(0, SHOWN),
    gapsOmitted: Math.max(0, gaps.length - SHOWN),
    jumps: seen.jumps.slice(0, SHOWN),
  };
}
