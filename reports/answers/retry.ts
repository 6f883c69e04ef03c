import { DELAY_BANDS } from "../../src/domain/delay-band.ts";
import { groupedBy } from "../grouped.ts";
import type { RetryDiscipline, RetryState, RetryStep } from "../model-delivery.ts";
import type { RetryRow } from "../queries/journeys.ts";
import { duration, percent } from "../render/numbers.ts";
import { quantileOf, THRESHOLDS } from "../statistics.ts";
import { bandsOf, shareOf } from "./share.ts";

/** RFC 5321, section 4.5.4.1: the interval "SHOULD be at least 30 minutes", and grow. */
const ADVISED = 1800;

/** Half of the tries this soon is no queue any more. */
const HAMMERING = 300;

/** Tries beyond this are few, and told by those before. */
const STEPS = 10;

function bandsOfRetries(rows: readonly RetryRow[]): readonly number[] {
  return bandsOf(rows.map(({ band, tries }) => ({ band, count: tries })));
}

/** The share of intervals in the bands up to `bound`. */
function within(bands: readonly number[], bound: number) {
  const all = bands.reduce((sum, count) => sum + count, 0);
  const soon = bands.slice(0, DELAY_BANDS.indexOf(bound) + 1);
  return shareOf(
    soon.reduce((sum, count) => sum + count, 0),
    all,
  );
}

function stepsOf(rows: readonly RetryRow[]): readonly RetryStep[] {
  const groups = groupedBy(rows, ({ attempt }) => attempt);
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([attempt, group]) => {
      const bands = bandsOfRetries(group);
      const quick = within(bands, ADVISED);
      return { try: attempt, tries: quick.of, p50: quantileOf(bands, 0.5), quick };
    });
}

/** Whether the interval before the last try that is told by enough of them is longer than before the second try. */
function growsIn(steps: readonly RetryStep[]): boolean | null {
  const told = steps.filter(({ tries }) => tries >= THRESHOLDS.minimumAttempts);
  const first = told.find((step) => step.try === 2);
  const last = told.at(-1);
  if (first === undefined || last === undefined || last === first) return null;
  return (last.p50 ?? Number.POSITIVE_INFINITY) > (first.p50 ?? Number.POSITIVE_INFINITY);
}

function stateOf(bands: readonly number[], grows: boolean | null): RetryState {
  const tries = bands.reduce((sum, count) => sum + count, 0);
  if (tries < THRESHOLDS.minimumAttempts) return "not enough data";
  const median = quantileOf(bands, 0.5) ?? Number.POSITIVE_INFINITY;
  if (median > ADVISED) return "patient";
  if (median <= HAMMERING) return "hammers";
  return grows === true ? "backs off" : "soon";
}

/** What our own MTA does after a refusal, against the advice of the standard. */
export function retryDisciplineOf(rows: readonly RetryRow[]): RetryDiscipline {
  const bands = bandsOfRetries(rows);
  const all = stepsOf(rows);
  const grows = growsIn(all);
  const facts = {
    state: stateOf(bands, grows),
    p50: quantileOf(bands, 0.5),
    quick: within(bands, ADVISED),
    grows,
  };
  return { ...facts, sentence: sentenceOf(facts), steps: all.slice(0, STEPS) };
}

type Facts = Pick<RetryDiscipline, "state" | "p50" | "quick" | "grows">;

function sentenceOf({ state, p50, quick, grows }: Facts): string {
  const { count, of, rate } = quick;
  const soon = `${count} of ${of} tries${rate === null ? "" : ` (${percent(rate.share)})`} came at most 30 min after the one before`;
  const median = p50 === null ? "more than five days" : `at most ${duration(p50)}`;
  switch (state) {
    case "not enough data":
      return `Too few retries to judge our own MTA: ${of}, ${THRESHOLDS.minimumAttempts} are needed.`;
    case "patient":
      return `Our MTA waits as RFC 5321 advises (30 min and more): ${soon}.`;
    case "backs off":
      return `Our MTA tries again sooner than the 30 min of RFC 5321, but later from try to try: ${soon}, half after ${median}.`;
    case "soon":
      return `Our MTA tries again sooner than the 30 min of RFC 5321${grows === false ? " and does not back off" : ""}: ${soon}, half after ${median}.`;
    case "hammers":
      return `Our MTA hammers: half of its tries come ${median} after the one before, RFC 5321 advises 30 min and more; ${soon}.`;
  }
}
