import { DAY, secondOf } from "../../src/domain/time.ts";
import { episodeOf } from "../episodes.ts";
import { buildCompared, buildReport, type ReportOptions } from "../index.ts";
import type { ReportModel } from "../model.ts";
import type { Database } from "../queries/ask.ts";
import { episodeRows } from "../queries/episodes.ts";
import { newestIn, oldestIn } from "../queries/extent.ts";
import { epochOf } from "../render/local-time.ts";
import { THRESHOLDS } from "../statistics.ts";
import { ALWAYS, instantOf, instantOrNull } from "../window.ts";
import { causesOf } from "./causes.ts";
import { compareOf, obstacleTo } from "./compare.ts";
import type {
  CausesAnswer,
  CompareAnswer,
  EpisodesAnswer,
  StatusAnswer,
  TrendAnswer,
} from "./model.ts";
import type { Question } from "./question.ts";
import { statusOf } from "./status.ts";
import { trendOf } from "./trend.ts";

export { askDelivery } from "./ask-delivery.ts";
export { askLimits } from "./ask-limits.ts";
export type { Question } from "./question.ts";

/** Lengths in seconds of the windows that a status may look at: the shortest one with enough attempts. */
const STATUS_WINDOWS: readonly number[] = [3600, 21_600, 86_400];

/** A status names more of them than a report has room for: an alert must not come and go with its rank. */
const FINDINGS_SHOWN = 50;

/** Where what was read ends: a window that reaches beyond it would be half empty. */
function nextMinuteAfter(newest: number | null, now: number): number {
  return newest === null ? secondOf(now) : (Math.floor(newest / 60) + 1) * 60;
}

function optionsFor({ now, ...question }: Question): ReportOptions {
  return { ...question, generatedAt: now, version: "", command: "", findings: FINDINGS_SHOWN };
}

function modelFor(db: Database, question: Question): ReportModel {
  return buildReport(db, optionsFor(question));
}

/** The same question about another window. */
function modelOfWindow(db: Database, question: Question, from: number, until: number): ReportModel {
  return modelFor(db, { ...question, from, until });
}

type Span = { readonly from: number; readonly until: number };

/** The counts of another window, to compare with. */
function comparedIn(db: Database, question: Question, { from, until }: Span): ReportModel {
  return buildCompared(db, optionsFor({ ...question, from, until }));
}

/**
 * Are we being throttled? Without a window, in the last hour, or the last six or 24 hours where an hour has too few
 * attempts for a verdict.
 */
export function askStatus(db: Database, question: Question): StatusAnswer {
  const until = question.until ?? secondOf(question.now);
  const model = statusModel(db, question, until);
  const from = epochOf(model.span.from);
  const before = comparedIn(db, question, { from: from - (until - from), until: from });
  const evidence = {
    model,
    before: before.figures.throttled,
    now: question.until === null ? until : null,
  };
  return statusOf(evidence, newestIn(db));
}

function statusModel(db: Database, question: Question, until: number): ReportModel {
  if (question.from !== null) return modelOfWindow(db, question, question.from, until);
  const [first = 3600, ...longer] = STATUS_WINDOWS;
  let model = modelOfWindow(db, question, until - first, until);
  for (const length of longer) {
    if (model.figures.throttled.attempts >= THRESHOLDS.rankedAttempts) return model;
    model = modelOfWindow(db, question, until - length, until);
  }
  return model;
}

function episodesIn(db: Database, { provider }: Question, window: Span) {
  return episodeRows(db, window)
    .filter((row) => provider === undefined || row.provider === provider)
    .map(episodeOf);
}

export function askEpisodes(db: Database, question: Question): EpisodesAnswer {
  const from = question.from ?? ALWAYS.from;
  const until = question.until ?? ALWAYS.until;
  const episodes = episodesIn(db, question, { from, until });
  const last = newestIn(db);
  const end = question.until ?? last ?? secondOf(question.now);
  const first = question.from ?? Math.min(oldestIn(db) ?? end, end);
  return {
    schema: "smtp-analyze/episodes/1",
    window: {
      from: instantOf(first),
      until: instantOf(end),
      zone: question.zone,
      readUntil: instantOrNull(last),
    },
    episodes,
  };
}

export function askCauses(db: Database, question: Question, limit: number): CausesAnswer {
  return causesOf(modelFor(db, question), limit);
}

/** How much earlier another window lies, as it was asked for and in seconds. */
export type Shift = { readonly words: string; readonly seconds: number };

/** A day up to the newest line where no window is asked for. `shift` is one more window to compare the whole with. */
export function askTrend(db: Database, question: Question, shift: Shift | null): TrendAnswer {
  const end = question.until ?? nextMinuteAfter(newestIn(db), question.now);
  const model = modelOfWindow(db, question, question.from ?? end - DAY, end);
  const from = epochOf(model.span.from);
  const until = epochOf(model.span.until);
  const earlier = (against: string, by: number) => ({
    against,
    model: comparedIn(db, question, { from: from - by, until: until - by }),
  });
  return trendOf(model, question.provider ?? null, [
    earlier("the window before", until - from),
    ...(shift === null ? [] : [earlier(`${shift.words} earlier`, shift.seconds)]),
  ]);
}

/** What is compared: before and after a moment, or a window with the one so many seconds earlier (null: right before it). */
export type Comparison =
  | { readonly kind: "around"; readonly at: number; readonly length: number }
  | { readonly kind: "earlier"; readonly length: number; readonly shift: number | null };

/** Two windows: an answer, or why there is none. */
export function askCompare(
  db: Database,
  question: Question,
  comparison: Comparison,
): CompareAnswer | { readonly obstacle: string } {
  const [before, after] = spansOf(db, question, comparison);
  const models = [comparedIn(db, question, before), comparedIn(db, question, after)] as const;
  const obstacle = obstacleTo(...models);
  return obstacle === null ? compareOf(...models) : { obstacle };
}

function spansOf(db: Database, question: Question, comparison: Comparison): readonly [Span, Span] {
  const { length } = comparison;
  if (comparison.kind === "around") {
    const { at } = comparison;
    return [
      { from: at - length, until: at },
      { from: at, until: at + length },
    ];
  }
  const until = question.until ?? nextMinuteAfter(newestIn(db), question.now);
  const from = question.from ?? until - length;
  const shift = comparison.shift ?? until - from;
  return [
    { from: from - shift, until: until - shift },
    { from, until },
  ];
}
