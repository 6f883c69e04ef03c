import type { TriedRow } from "./queries/flow.ts";
import { isRemote } from "./timeline.ts";

/** Attempts that a busy bucket should hold: twice the minimum for a rate, so that a provider's line has some too. */
const ENOUGH = 40;

/** A picture of fewer buckets than this shows no course. */
const FEWEST_BUCKETS = 12;

/** Seconds. Each divides the next one, so that buckets can be added up. */
const WIDER: readonly number[] = [300, 3600, 86_400];

type Volume = Pick<TriedRow, "start" | "provider" | "attempts">;

/** The median of the busier half of the buckets in which anything was tried; null where nothing was. */
function busyLoad(rows: readonly Volume[], width: number): number | null {
  const loads = new Map<number, number>();
  for (const { start, attempts } of rows) {
    const bucket = start - (start % width);
    loads.set(bucket, (loads.get(bucket) ?? 0) + attempts);
  }
  const sorted = [...loads.values()].sort((a, b) => b - a);
  return sorted[Math.floor(sorted.length / 4)] ?? null;
}

/** The width by window length, widened step by step while the busy buckets hold too little for a rate. */
export function drawingWidth(rows: readonly Volume[], narrowest: number, seconds: number): number {
  const tried = rows.filter((row) => isRemote(row) && row.attempts > 0);
  let width = narrowest;
  for (const wider of WIDER.filter((step) => step > narrowest && step % narrowest === 0)) {
    const load = busyLoad(tried, width);
    if (load === null || load >= ENOUGH || seconds / wider < FEWEST_BUCKETS) break;
    width = wider;
  }
  return width;
}

function added(a: TriedRow, b: TriedRow): TriedRow {
  return {
    start: a.start,
    provider: a.provider,
    attempts: a.attempts + b.attempts,
    delivered: a.delivered + b.delivered,
    deferred: a.deferred + b.deferred,
    bounced: a.bounced + b.bounced,
    lost: a.lost + b.lost,
    unreachable: a.unreachable + b.unreachable,
  };
}

/** The rows of narrow buckets added up in wider ones. */
export function widenedTo(rows: readonly TriedRow[], width: number): readonly TriedRow[] {
  const wide = new Map<string, TriedRow>();
  for (const row of rows) {
    const start = row.start - (row.start % width);
    const key = `${start} ${row.provider}`;
    const sum = wide.get(key);
    wide.set(key, sum === undefined ? { ...row, start } : added(sum, row));
  }
  return [...wide.values()];
}
