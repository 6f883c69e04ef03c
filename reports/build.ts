import { type EpochMs, secondOf } from "../src/domain/time.ts";
import { courseOf, historyOf, latelyOf } from "./course.ts";
import { episodeOf } from "./episodes.ts";
import { figuresOf } from "./figures.ts";
import { coveredBy } from "./gaps.ts";
import { inboundOf } from "./inbound.ts";
import type {
  Lens,
  ProviderLine,
  ProviderRow,
  ReportModel,
  Span,
  Statement,
  Thresholds,
  Timeline,
  Who,
} from "./model.ts";
import { noveltyIn } from "./novelty.ts";
import { notUnderstoodShare, qualityOf } from "./quality.ts";
import type { Scope } from "./queries/ask.ts";
import type { DelayRow } from "./queries/delays.ts";
import type { EpisodeQueryRow } from "./queries/episodes.ts";
import type { Extent } from "./queries/extent.ts";
import type { CauseFlowRow, RefusedRow, TriedRow } from "./queries/flow.ts";
import type { InboundRow } from "./queries/inbound.ts";
import { isRemote } from "./queries/names.ts";
import type { CoverageRow, IssueRow, SampleRow } from "./queries/quality.ts";
import type { Seen } from "./queries/seen.ts";
import type { WhoRow } from "./queries/who.ts";
import type { WhyRow } from "./queries/why.ts";
import { localTime } from "./render/local-time.ts";
import { NO_SECTIONS } from "./sections.ts";
import { timelineOf } from "./timeline.ts";
import { verdictOf } from "./verdict.ts";
import { type Hourly, weekOf } from "./week.ts";
import { whoOf } from "./who.ts";
import { topCauses, whyOf } from "./why.ts";
import { instantOf, instantOrNull } from "./window.ts";

/** So many providers get a line of their own in the picture; more would not be told apart. */
const LINES_DRAWN = 6;

/** Until earlier windows are asked about. */
const NOT_COMPARED = { previous: null, lastWeek: null } as const;

/** How the report is labelled. `title` is what a reader sees first. */
type Labels = {
  readonly title: string;
  readonly version: string;
  readonly command: string;
  readonly generatedAt: EpochMs;
  readonly zone: string;
  readonly findings: number;
  readonly thresholds: Thresholds;
};

/** Every row that a report is built from. */
export type Rows = {
  readonly extent: Extent;
  readonly tried: readonly TriedRow[];
  readonly refused: readonly RefusedRow[];
  readonly causes: readonly CauseFlowRow[];
  readonly hourly: Hourly;
  readonly who: readonly WhoRow[];
  readonly why: readonly WhyRow[];
  readonly seen: Seen;
  readonly episodes: readonly EpisodeQueryRow[];
  readonly delays: readonly DelayRow[];
  readonly coverage: readonly CoverageRow[];
  readonly issues: readonly IssueRow[];
  readonly samples: readonly SampleRow[];
  readonly inbound: readonly InboundRow[];
};

function attemptsByProvider(rows: readonly TriedRow[]): ReadonlyMap<string, number> {
  const attempts = new Map<string, number>();
  for (const row of rows.filter(isRemote)) {
    attempts.set(row.provider, (attempts.get(row.provider) ?? 0) + row.attempts);
  }
  return attempts;
}

/** Providers by throttled recipients, most first: everyone gets a line here, the first six with enough attempts are drawn. */
function throttlers(rows: readonly WhoRow[]): readonly string[] {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row.provider, (sums.get(row.provider) ?? 0) + row.recipients);
  return [...sums]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([provider]) => provider);
}

function spanOf(scope: Scope, extent: Extent, zone: string): Span {
  return {
    from: instantOf(scope.from),
    until: instantOf(scope.until),
    readFrom: instantOrNull(extent.first),
    readUntil: instantOrNull(extent.end),
    zone: localTime(zone).zone,
    bucketSeconds: scope.width,
  };
}

function countedBy(lens: Lens): string {
  return lens.codes === null ? "throttling reply" : `${lens.label} reply`;
}

function wholeTimeline(rows: Rows, scope: Scope, zone: string): Timeline {
  const { from, until, width } = scope;
  return timelineOf({
    from,
    until,
    width,
    zone,
    covered: coveredBy(rows.coverage),
    drawn: throttlers(rows.who),
    tried: rows.tried,
    refused: rows.refused,
    causes: rows.causes,
  });
}

/** A provider's line, empty where the window holds none of it. */
function lineFinder(timeline: Timeline): (provider: string) => ProviderLine {
  const lines = new Map(timeline.lines.map((line) => [line.provider, line]));
  return (provider) =>
    lines.get(provider) ?? { provider, name: provider, attempts: [], throttled: [] };
}

/** The parts that are counted from the rows. */
function partsOf(rows: Rows, whole: Timeline, window: Scope, thresholds: Thresholds) {
  const lineOf = lineFinder(whole);
  const attempts = attemptsByProvider(rows.tried);
  const who = whoOf({
    rows: rows.who,
    attempts,
    topCause: topCauses(rows.why),
    historyOf: (provider) => historyOf(lineOf(provider).throttled, whole),
    latelyOf: (provider) => latelyOf(lineOf(provider), whole),
  });
  const all = [...attempts.values()].reduce((sum, value) => sum + value, 0);
  return {
    who,
    lineOf,
    why: whyOf(rows.why, {
      denominators: { all, ofProvider: attempts },
      noveltyOf: noveltyIn(rows.seen, window.from),
    }),
    figures: figuresOf({
      tried: rows.tried,
      refused: rows.refused,
      delays: rows.delays,
      who,
      hosts: rows.who,
      thresholds,
    }),
    quality: qualityOf({ ...rows, gaps: whole.gaps.length, window }),
  };
}

function drawnIn({ rows }: Who): readonly ProviderRow[] {
  return rows.filter((row) => row.ranked).slice(0, LINES_DRAWN);
}

/** Rows → the model: pure, and the only place where the parts of a report meet. */
export function modelOf(
  labels: Labels,
  lens: Lens,
  { scope, rows }: { readonly scope: Scope; readonly rows: Rows },
  statements: readonly Statement[],
): ReportModel {
  const whole = wholeTimeline(rows, scope, labels.zone);
  const time = localTime(whole.zone);
  const { who, why, figures, quality, lineOf } = partsOf(rows, whole, scope, labels.thresholds);
  const verdict = verdictOf({
    total: figures.throttled,
    providers: who.rows,
    courseOf: ({ provider, lastAt }) => courseOf(lineOf(provider), lastAt, whole, time),
    notUnderstood: notUnderstoodShare(quality.total),
    time,
    counted: countedBy(lens),
    shown: labels.findings,
    thresholds: labels.thresholds,
  });
  return {
    schema: "smtp-analyze/report/1",
    title: labels.title,
    version: labels.version,
    command: labels.command,
    generatedAt: instantOf(secondOf(labels.generatedAt)),
    span: spanOf(scope, rows.extent, labels.zone),
    lens,
    thresholds: labels.thresholds,
    verdict,
    figures,
    ...NOT_COMPARED,
    timeline: {
      ...whole,
      lines: drawnIn(who).map((row) => lineOf(row.provider)),
    },
    week: weekOf(rows.hourly, throttlers(rows.who), localTime(labels.zone)),
    who,
    why,
    episodes: rows.episodes.map(episodeOf),
    ...NO_SECTIONS,
    quality,
    inbound: inboundOf(rows.inbound),
    statements,
  };
}
