import type { Scope } from "./ask.ts";

/**
 * A part of a window. `start` is the bucket of the picture that it lies in. Whole days are asked of the views by day, a part
 * of one of the counts themselves.
 */
export type Stretch = {
  readonly start: number;
  readonly from: number;
  readonly until: number;
  readonly wholeDays: boolean;
};

const DAY = 86_400;

/** Eight hours in seconds: grouping millions of rows means sorting them, and many small sorts beat a big one. */
const SLICE = 28_800;

/** The whole days of a stretch of time, and what is left of it before and after them. */
function dividedAtDays(start: number, from: number, until: number): readonly Stretch[] {
  const first = Math.ceil(from / DAY) * DAY;
  const last = Math.floor(until / DAY) * DAY;
  if (first >= last) return [{ start, from, until, wholeDays: false }];
  const parts = [
    { start, from, until: first, wholeDays: false },
    { start, from: first, until: last, wholeDays: true },
    { start, from: last, until, wholeDays: false },
  ];
  return parts.filter((part) => part.from < part.until);
}

/** A window cut so that no stretch reaches over the edge of a bucket of the picture. */
export function* stretchesOf({
  from,
  until,
  width,
}: Pick<Scope, "from" | "until" | "width">): Generator<Stretch> {
  const size = width < DAY ? Math.min(width, SLICE) : width;
  for (let at = Math.floor(from / size) * size; at < until; at += size) {
    const start = Math.floor(at / width) * width;
    const bounds = [Math.max(from, at), Math.min(until, at + size)] as const;
    if (width < DAY) yield { start, from: bounds[0], until: bounds[1], wholeDays: false };
    else yield* dividedAtDays(start, ...bounds);
  }
}

/** A window as one bucket. */
export function wholeOf({ from, until }: Pick<Scope, "from" | "until">): readonly Stretch[] {
  return from < until ? dividedAtDays(from, from, until) : [];
}
