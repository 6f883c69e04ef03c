import type { Instant, Lately, ProviderLine, Timeline } from "./model.ts";
import { epochOf, type LocalTime } from "./render/local-time.ts";
import { rateOf, THRESHOLDS } from "./statistics.ts";
import type { Course } from "./verdict.ts";
import { instantOf } from "./window.ts";

/** A provider that throttled within this many seconds of the end of the log counts as still throttling. */
const RECENT = 3600;

/** Steps of a sparkline: more than a table cell can show is waste. */
const STEPS = 36;

function peakIndex(line: ProviderLine, partial: readonly boolean[]): number | null {
  let best: number | null = null;
  let highest = 0;
  for (const [index, attempts] of line.attempts.entries()) {
    const share = (line.throttled[index] ?? 0) / attempts;
    if (attempts < THRESHOLDS.minimumAttempts || partial[index] === true || share <= highest)
      continue;
    best = index;
    highest = share;
  }
  return best;
}

function lastIndex(column: readonly number[]): number {
  return column.findLastIndex((value) => value > 0);
}

/** When it was worst, when it was seen last (to the minute, where the data are that fine), and whether it goes on. */
export function courseOf(
  line: ProviderLine,
  lastAt: Instant | null,
  timeline: Timeline,
  time: LocalTime,
): Course {
  const { starts, bucketSeconds, partial, states } = timeline;
  const peak = peakIndex(line, partial);
  const last = lastIndex(line.throttled);
  const end = states.lastIndexOf("seen");
  const since = ((starts[end] ?? 0) - (starts[last] ?? 0)) / bucketSeconds;
  return {
    peak:
      peak === null
        ? null
        : {
            when: stampOf(starts[peak] ?? 0, bucketSeconds, time),
            recipients: line.throttled[peak] ?? 0,
            attempts: line.attempts[peak] ?? 0,
          },
    lastSeen: lastAt === null ? null : stampOf(epochOf(lastAt), bucketSeconds, time),
    ongoing: last >= 0 && since <= Math.max(1, RECENT / bucketSeconds),
  };
}

function sum(column: readonly number[]): number {
  return column.reduce((total, value) => total + value, 0);
}

/** The last tenth of the buckets up to the last one with an attempt; null where nothing was seen at all. */
export function latelyOf(line: ProviderLine, timeline: Timeline): Lately | null {
  const { starts, states } = timeline;
  const end = states.lastIndexOf("seen") + 1;
  if (end === 0) return null;
  const from = Math.max(0, end - Math.ceil((end - states.indexOf("seen")) / 10));
  const recipients = sum(line.throttled.slice(from, end));
  const attempts = sum(line.attempts.slice(from, end));
  return {
    from: instantOf(starts[from] ?? 0),
    recipients,
    attempts,
    rate: rateOf(recipients, attempts),
  };
}

/** The name of a bucket: its start, or its day when it lasts one. */
export function stampOf(start: number, width: number, time: LocalTime): string {
  return width >= 86_400 ? time.day(start) : time.minute(start);
}

/** A column in at most 36 steps; a step of which nothing is known is null. */
export function historyOf(
  column: readonly number[],
  timeline: Timeline,
): readonly (number | null)[] {
  const step = Math.max(1, Math.ceil(column.length / STEPS));
  const history: (number | null)[] = [];
  for (let from = 0; from < column.length; from += step) {
    const known = timeline.states.slice(from, from + step).some((state) => state !== "unknown");
    history.push(known ? sum(column.slice(from, from + step)) : null);
  }
  return history;
}
