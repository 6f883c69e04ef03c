import type { Measure, ReportModel } from "../model.ts";
import { epochOf, type LocalTime, localTime } from "../render/local-time.ts";
import { percent } from "../render/numbers.ts";
import { measureOf, NO_COUNTS } from "../statistics.ts";
import { changeOf } from "./change.ts";
import type { Change, CompareAnswer } from "./model.ts";
import { windowOf } from "./window.ts";

/** Below this share of its time a window was not read well enough to be compared. */
const LEAST_COVERAGE = 0.95;

/** So many providers are compared by name. */
const PROVIDERS_SHOWN = 12;

/** Why two windows cannot be compared; null when they can. */
export function obstacleTo(before: ReportModel, after: ReportModel): string | null {
  const lengths = [lengthOf(before), lengthOf(after)];
  if (lengths[0] !== lengths[1]) {
    return `the windows are not equally long (${lengths[0]} and ${lengths[1]} seconds)`;
  }
  if (lengthOf(after) <= 0) return `nothing was read from ${startOf(after)} on`;
  for (const model of [before, after]) {
    const covered = coverageOf(model);
    if (covered < LEAST_COVERAGE) {
      const time = localTime(model.span.zone);
      const named = `${time.minute(epochOf(model.span.from))} – ${time.minute(epochOf(model.span.until))}`;
      return `the logs cover only ${percent(covered)} of ${named}, ${percent(LEAST_COVERAGE)} are needed`;
    }
  }
  return null;
}

function startOf({ span }: ReportModel): string {
  return localTime(span.zone).minute(epochOf(span.from));
}

function lengthOf({ span }: ReportModel): number {
  return epochOf(span.until) - epochOf(span.from);
}

/** The share of a window of which something is known. A window without a line has no gaps: nothing tells them from all of it. */
function coverageOf(model: ReportModel): number {
  if (model.span.readUntil === null) return 0;
  const unknown = model.timeline.gaps.reduce(
    (sum, gap) => sum + epochOf(gap.until) - epochOf(gap.from),
    0,
  );
  const length = lengthOf(model);
  return length <= 0 ? 0 : Math.max(0, 1 - unknown / length);
}

/** Two windows against each other, in all and by provider. Ask `obstacleTo` first. */
export function compareOf(before: ReportModel, after: ReportModel): CompareAnswer {
  const time = localTime(after.span.zone);
  return {
    schema: "smtp-analyze/compare/1",
    before: windowOf(before),
    after: windowOf(after),
    lens: after.lens,
    notes: notesOn(before, after, time),
    all: changeOf(before.figures.throttled, after.figures.throttled),
    providers: changesIn(before, after).slice(0, PROVIDERS_SHOWN),
  };
}

/** Who throttled in either window, by recipients in both. */
function changesIn(before: ReportModel, after: ReportModel): CompareAnswer["providers"] {
  const [then, now] = [measuresIn(before), measuresIn(after)];
  const rows = [...before.who.rows, ...after.who.rows];
  const names = new Map(rows.map(({ provider, name }) => [provider, name]));
  const sum = (change: Change): number => change.before.recipients + change.after.recipients;
  return [...names]
    .map(([provider, name]) => ({ provider, name, ...changeOf(then(provider), now(provider)) }))
    .sort((a, b) => sum(b) - sum(a) || (a.provider < b.provider ? -1 : 1));
}

/** What each provider did in a window. Who did not throttle in it has attempts at most. */
export function measuresIn({ who }: ReportModel): (provider: string) => Measure {
  const quiet = who.quiet.map((row) => [row.provider, measureOf(NO_COUNTS, row.attempts)] as const);
  const known = new Map<string, Measure>([
    ...quiet,
    ...who.rows.map((row) => [row.provider, measureOf(row, row.attempts)] as const),
  ]);
  return (provider) => known.get(provider) ?? measureOf(NO_COUNTS, 0);
}

/** What makes the two windows unlike without making them incomparable. */
function notesOn(before: ReportModel, after: ReportModel, time: LocalTime): readonly string[] {
  const weekend = [before, after].map(({ span }) => isWeekend(epochOf(span.from), time));
  return weekend[0] === weekend[1]
    ? []
    : ["One window begins on a weekend day and the other does not: volumes may differ for that."];
}

function isWeekend(at: number, time: LocalTime): boolean {
  const day = time.day(at);
  return day.startsWith("Sat") || day.startsWith("Sun");
}
