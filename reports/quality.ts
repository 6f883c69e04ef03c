import { groupedBy } from "./grouped.ts";
import type { Quality, SourceRow } from "./model.ts";
import type { CoverageRow, IssueRow, SampleRow } from "./queries/quality.ts";
import { count, percent, plural } from "./render/numbers.ts";
import { jumpsOf, rotationsOf } from "./rotations.ts";
import { greatestOf, leastOf, THRESHOLDS } from "./statistics.ts";
import { instantOrNull } from "./window.ts";

const SOURCES_SHOWN = 30;

type Read = {
  readonly coverage: readonly CoverageRow[];
  readonly issues: readonly IssueRow[];
  readonly samples: readonly SampleRow[];
  readonly gaps: number;
  readonly window: { readonly from: number; readonly until: number };
};

type Total = Omit<SourceRow, "source">;

export function totalOf(rows: readonly CoverageRow[]): Total {
  const sum = (value: (row: CoverageRow) => number) =>
    rows.reduce((all, row) => all + value(row), 0);
  return {
    firstAt: instantOrNull(leastOf(rows.map((row) => row.first))),
    lastAt: instantOrNull(greatestOf(rows.map((row) => row.last))),
    bytes: sum((row) => row.bytes),
    lines: sum((row) => row.lines),
    understood: sum((row) => row.understood),
    irrelevant: sum((row) => row.irrelevant),
    notUnderstood: sum((row) => row.not_understood),
  };
}

export function sourceRows(rows: readonly CoverageRow[]): readonly SourceRow[] {
  return [...groupedBy(rows, ({ source }) => source)].map(([source, group]) => ({
    source,
    ...totalOf(group),
  }));
}

/** Of the lines that spoke of deliveries, how many could not be read? Irrelevant lines would only dilute it. */
export function notUnderstoodShare(total: Total): number {
  const relevant = total.understood + total.notUnderstood;
  return relevant === 0 ? 0 : total.notUnderstood / relevant;
}

function stateOf(total: Total, gaps: number): Quality["state"] {
  if (total.lines === 0) return "insufficient";
  return notUnderstoodShare(total) > THRESHOLDS.notUnderstoodShare || gaps > 0 ? "watch" : "ok";
}

function sentenceOf(total: Total, sources: number, gaps: number): string {
  if (total.lines === 0) return "No log was read for this window.";
  const relevant = total.understood + total.notUnderstood;
  const understood =
    relevant === 0
      ? "none of them about deliveries"
      : `${percent(total.understood / relevant)} of the ${count(relevant)} delivery lines understood`;
  const holes = gaps === 0 ? "no gap" : plural(gaps, "gap", "gaps");
  return `${plural(sources, "source", "sources")}, ${plural(total.lines, "line", "lines")}, ${understood}, ${holes}.`;
}

export function qualityOf(read: Read): Quality {
  const total = totalOf(read.coverage);
  const sources = sourceRows(read.coverage);
  return {
    state: stateOf(total, read.gaps),
    sentence: sentenceOf(total, sources.length, read.gaps),
    total,
    sources: sources.slice(0, SOURCES_SHOWN),
    sourcesOmitted: Math.max(0, sources.length - SOURCES_SHOWN),
    rotations: rotationsOf(read.coverage, read.window),
    jumps: jumpsOf(read.coverage),
    issues: read.issues.map(({ code, lines, first_day, last_day }) => ({
      ...{ code, lines },
      ...{ firstDay: first_day, lastDay: last_day },
    })),
    samples: read.samples,
  };
}
