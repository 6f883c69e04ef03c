import { DAY, HOUR } from "../../src/domain/time.ts";
import { type Database, rowsOf, type Scope } from "./ask.ts";

/** What a stretch of time is asked of: the counts themselves, the totals by day, or those by month. */
export type Grain = "parts" | "days" | "months";

/** A statement about days, asked of months. */
export function inMonths(sql: string): string {
  return sql.replaceAll("_day\n", "_month\n").replaceAll(" day ", " month ");
}

/** A part of a window. `start` is the bucket of the picture that it lies in. */
export type Stretch = {
  readonly start: number;
  readonly from: number;
  readonly until: number;
  readonly grain: Grain;
};

/** A stretch of time, half-open. */
export type Span = Pick<Scope, "from" | "until">;

/** Eight hours in seconds: grouping millions of rows means sorting them, and many small sorts beat a big one. */
const SLICE = 28_800;

const SETTLED = `
  SELECT start AS "from", until
  FROM settled
  WHERE until > :from AND start < :until AND kind = :kind
  ORDER BY until
`;

/** Spans that follow one another as one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const long: Span[] = [];
  for (const { from, until } of spans) {
    const last = long.at(-1);
    if (last?.until === from) long[long.length - 1] = { from: last.from, until };
    else long.push({ from, until });
  }
  return long;
}

/** The settled days or months that touch a window. */
function settledIn(db: Database, kind: "day" | "month", { from, until }: Span): readonly Span[] {
  return rowsOf<Span>(db, SETTLED, { kind, from, until });
}

/** What of a window lies between spans that are in order. */
function between(spans: readonly Span[], { from, until }: Span): readonly Span[] {
  const starts = [from, ...spans.map((span) => span.until)];
  const ends = [...spans.map((span) => span.from), until];
  return starts
    .map((start, place) => ({ from: start, until: ends[place] ?? start }))
    .filter((span) => span.from < span.until);
}

/** The whole days of a stretch of time, and what is left of it before and after them. */
function dividedAtDays(start: number, from: number, until: number): readonly Stretch[] {
  const first = Math.ceil(from / DAY) * DAY;
  const last = Math.floor(until / DAY) * DAY;
  const parts: readonly Stretch[] =
    first >= last
      ? [{ start, from, until, grain: "parts" }]
      : [
          { start, from, until: first, grain: "parts" },
          { start, from: first, until: last, grain: "days" },
          { start, from: last, until, grain: "parts" },
        ];
  return parts.filter((part) => part.from < part.until);
}

/** A window cut so that no stretch reaches over the edge of a bucket of the picture. */
export function* stretchesOf({ from, until }: Span, width: number): Generator<Stretch> {
  const size = width < DAY ? Math.min(width, SLICE) : width;
  for (let at = Math.floor(from / size) * size; at < until; at += size) {
    const start = Math.floor(at / width) * width;
    const bounds = [Math.max(from, at), Math.min(until, at + size)] as const;
    if (width < DAY) yield { start, from: bounds[0], until: bounds[1], grain: "parts" };
    else yield* dividedAtDays(start, ...bounds);
  }
}

/** The settled part of a window in whole buckets of a width. */
function sumsIn(db: Database, window: Span, width: number): readonly Span[] {
  const first = Math.ceil(window.from / width) * width;
  const last = Math.floor(window.until / width) * width;
  return joined(settledIn(db, "day", window))
    .map(({ from, until }) => ({ from: Math.max(from, first), until: Math.min(until, last) }))
    .filter((span) => span.from < span.until);
}

/** How a picture is read: `sums` as they were added up, by `width` and provider, and the rest from the counts. */
export type Reading = {
  readonly width: number;
  readonly sums: readonly Span[];
  readonly rest: readonly Span[];
};

/** Buckets of minutes are narrower than anything that is added up. */
export function readingOf(db: Database, scope: Span & Pick<Scope, "width">): Reading {
  const width = scope.width < DAY ? HOUR : DAY;
  const sums = scope.width < HOUR ? [] : sumsIn(db, scope, width);
  return { width, sums, rest: between(sums, scope) };
}

/** A window as one bucket, in months, days and what is left of it. */
export function wholeOf(db: Database, window: Span): readonly Stretch[] {
  const { from: start, until } = window;
  if (start >= until) return [];
  const months = joined(
    settledIn(db, "month", window).filter((month) => month.from >= start && month.until <= until),
  ).map((month): Stretch => ({ start, ...month, grain: "months" }));
  const rest = between(months, window).flatMap((span) =>
    dividedAtDays(start, span.from, span.until),
  );
  return [...months, ...rest];
}
