import { stampOf } from "./course.ts";
import type { Timeline } from "./model.ts";
import type { LocalTime } from "./render/local-time.ts";
import { rateOf } from "./statistics.ts";

/** A table of a picture has at most this many rows, a week of hours: more would not be read, and would be most of the page. */
const MOST_ROWS = 168;

/** Rows of several buckets begin at the same times every day. */
const SIZES: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 24];

/** One rate in a table: hits of tries, and the share where there are enough. */
export type RateCell = {
  readonly hits: number;
  readonly tries: number;
  readonly share: number | null;
};

/** One row of the tables below the pictures: one bucket, or several where there are many. `volumes` follow the layers. */
export type TimeRow = {
  readonly label: string;
  readonly known: boolean;
  readonly remark: string;
  readonly attempts: number;
  readonly all: RateCell;
  readonly lines: readonly RateCell[];
  readonly volumes: readonly number[];
  readonly causes: readonly number[];
};

type Columns = {
  readonly timeline: Timeline;
  readonly layers: readonly { readonly values: readonly number[] }[];
  readonly time: LocalTime;
};

/** What a row means when it is not simply counted. */
function remarkOn({ states, partial }: Timeline, from: number, to: number): string {
  const mine = states.slice(from, to);
  if (mine.every((state) => state === "unknown")) return "no log";
  if (mine.includes("unknown")) return "gap";
  if (partial.slice(from, to).includes(true)) return "partial";
  return mine.every((state) => state === "quiet") ? "no attempt" : "";
}

/** Buckets per row, so that a table keeps its length. */
export function bucketsPerRow({ starts }: Timeline): number {
  const least = starts.length / MOST_ROWS;
  return SIZES.find((size) => size >= least) ?? Math.ceil(least);
}

/** The numbers of the pictures, row by row; several buckets are added up before they are divided. */
export function timeRowsOf({ timeline, layers, time }: Columns): readonly TimeRow[] {
  const size = bucketsPerRow(timeline);
  const count = Math.ceil(timeline.starts.length / size);
  return Array.from({ length: count }, (_, row) => {
    const from = row * size;
    const to = from + size;
    const sum = (column: readonly number[]) =>
      column.slice(from, to).reduce((total, value) => total + value, 0);
    const cell = (throttled: readonly number[], attempts: readonly number[]): RateCell => {
      const hits = sum(throttled);
      const tries = sum(attempts);
      return { hits, tries, share: rateOf(hits, tries)?.share ?? null };
    };
    const remark = remarkOn(timeline, from, to);
    return {
      label: stampOf(timeline.starts[from] ?? 0, timeline.bucketSeconds, time),
      known: remark !== "no log",
      remark,
      attempts: sum(timeline.attempts),
      all: cell(timeline.throttled, timeline.attempts),
      lines: timeline.lines.map((line) => cell(line.throttled, line.attempts)),
      volumes: layers.map((layer) => sum(layer.values)),
      causes: timeline.causes.map((line) => sum(line.throttled)),
    };
  });
}
