import type { RefusedRow, TriedRow } from "./queries/flow.ts";
import { isRemote } from "./queries/names.ts";

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

type Counted<Column extends string> = { readonly start: number; readonly provider: string } & {
  readonly [Name in Column]: number;
};

function added<Column extends string>(
  a: Counted<Column>,
  b: Counted<Column>,
  columns: readonly Column[],
): Counted<Column> {
  const sums = Object.fromEntries(columns.map((column) => [column, a[column] + b[column]]));
  return { ...a, ...sums };
}

function widened<Column extends string>(
  rows: readonly Counted<Column>[],
  width: number,
  columns: readonly Column[],
): readonly Counted<Column>[] {
  const wide = new Map<string, Counted<Column>>();
  for (const row of rows) {
    const start = row.start - (row.start % width);
    const key = `${start} ${row.provider}`;
    const sum = wide.get(key);
    wide.set(key, sum === undefined ? { ...row, start } : added(sum, row, columns));
  }
  return [...wide.values()];
}

const TRIED = ["attempts", "delivered", "deferred", "bounced", "lost", "unreachable"] as const;

const REFUSED = [
  ...(["recipients", "replies", "withheld", "shadowed"] as const),
  ...(["cause_recipients", "cause_replies", "cause_withheld", "cause_shadowed"] as const),
  ...(["all_recipients", "all_replies", "all_withheld", "all_shadowed"] as const),
];

/** The attempts of narrow buckets added up in wider ones. */
export function widenedTo(rows: readonly TriedRow[], width: number): readonly TriedRow[] {
  return widened(rows, width, TRIED);
}

/** The refusals of narrow buckets added up in wider ones. */
export function widenedRefusals(rows: readonly RefusedRow[], width: number): readonly RefusedRow[] {
  return widened(rows, width, REFUSED);
}
