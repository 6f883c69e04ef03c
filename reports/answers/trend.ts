import type { Measure, ReportModel, Timeline } from "../model.ts";
import { measureOf, NO_COUNTS } from "../statistics.ts";
import { instantOf } from "../window.ts";
import { changeOf } from "./change.ts";
import type { TrendAnswer, TrendStep } from "./model.ts";
import { windowOf } from "./window.ts";

/** A terminal shows so many steps without scrolling. */
const MOST_STEPS = 24;

/** Lengths of a step that people count in, in seconds. */
const STEPS: readonly number[] = [
  60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800,
];

/** Another window of the same length, and how to name it. */
export type Earlier = { readonly against: string; readonly model: ReportModel };

/** The window step by step; its last full step against the one before it and the rest, and the whole against earlier windows. */
export function trendOf(
  model: ReportModel,
  provider: string | null,
  earlier: readonly Earlier[],
): TrendAnswer {
  const { timeline } = model;
  const stepSeconds = stepFor(timeline);
  const steps = stepsOf(timeline, stepSeconds);
  return {
    schema: "smtp-analyze/trend/1",
    window: windowOf(model),
    lens: model.lens,
    provider,
    stepSeconds,
    steps,
    changes: [
      ...lastAgainst(steps),
      ...earlier.map(({ against, model: other }) => ({
        against,
        ...changeOf(other.figures.throttled, model.figures.throttled),
      })),
    ],
  };
}

function stepFor({ bucketSeconds, starts }: Timeline): number {
  const length = bucketSeconds * starts.length;
  const fits = (step: number): boolean => step % bucketSeconds === 0 && length / step <= MOST_STEPS;
  return STEPS.find(fits) ?? bucketSeconds * Math.ceil(starts.length / MOST_STEPS);
}

/** Buckets added up. A step is known when the log was read for any part of it. */
function stepsOf(timeline: Timeline, stepSeconds: number): readonly TrendStep[] {
  const steps = new Map<number, { attempts: number; recipients: number; known: boolean }>();
  for (const [place, start] of timeline.starts.entries()) {
    const at = start - (start % stepSeconds);
    const step = steps.get(at) ?? { attempts: 0, recipients: 0, known: false };
    step.attempts += timeline.attempts[place] ?? 0;
    step.recipients += timeline.throttled[place] ?? 0;
    step.known ||= timeline.states[place] !== "unknown";
    steps.set(at, step);
  }
  return [...steps].map(([at, { attempts, recipients, known }]) => {
    const { rate } = measureOf({ ...NO_COUNTS, recipients }, attempts);
    return { at: instantOf(at), known, attempts, recipients, rate };
  });
}

/** The last step of which anything is known may be cut off by the end of the log, which its rate does not mind. */
function lastAgainst(steps: readonly TrendStep[]): TrendAnswer["changes"] {
  const last = steps.findLastIndex(({ known }) => known);
  if (last < 1) return [];
  const after = sumOfSteps(steps.slice(last, last + 1));
  return [
    { against: "the step before", ...changeOf(sumOfSteps(steps.slice(last - 1, last)), after) },
    { against: "all steps before", ...changeOf(sumOfSteps(steps.slice(0, last)), after) },
  ];
}

function sumOfSteps(steps: readonly TrendStep[]): Measure {
  const recipients = steps.reduce((sum, step) => sum + step.recipients, 0);
  const attempts = steps.reduce((sum, step) => sum + step.attempts, 0);
  return measureOf({ ...NO_COUNTS, recipients }, attempts);
}
