import type { Measure, ProviderRow, ReportModel } from "../model.ts";
import { epochOf, type LocalTime, localTime } from "../render/local-time.ts";
import { percent } from "../render/numbers.ts";
import { measureOf, NO_COUNTS } from "../statistics.ts";
import { changeOf } from "./change.ts";
import type { CompareAnswer } from "./model.ts";
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

function lengthOf({ span }: ReportModel): number {
  return epochOf(span.until) - epochOf(span.from);
}

/** The share of a window of which something is known. */
function coverageOf(model: ReportModel): number {
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
    providers: providersIn(before, after)
      .map(({ provider, name }) => ({
        provider,
        name,
        ...changeOf(measureIn(before, provider), measureIn(after, provider)),
      }))
      .slice(0, PROVIDERS_SHOWN),
  };
}

/** Who throttled in either window, by recipients in both. */
function providersIn(before: ReportModel, after: ReportModel): readonly ProviderRow[] {
  const rows = new Map<string, ProviderRow>();
  for (const row of [...before.who.rows, ...after.who.rows]) rows.set(row.provider, row);
  const sum = ({ provider }: ProviderRow): number =>
    measureIn(before, provider).recipients + measureIn(after, provider).recipients;
  return [...rows.values()].sort((a, b) => sum(b) - sum(a) || (a.provider < b.provider ? -1 : 1));
}

/** A provider that throttled in the other window only has attempts here and nothing else. */
function measureIn({ who }: ReportModel, provider: string): Measure {
  const row = who.rows.find((one) => one.provider === provider);
  if (row !== undefined) return measureOf(row, row.attempts);
  const quiet = who.quiet.find((one) => one.provider === provider);
  return measureOf(NO_COUNTS, quiet?.attempts ?? 0);
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
