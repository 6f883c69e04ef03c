import { providerName } from "../src/meaning/providers.ts";
import { type Covered, statesOf } from "./gaps.ts";
import { groupedBy } from "./grouped.ts";
import type { ProviderLine, Timeline } from "./model.ts";
import type { RefusedRow, TriedRow } from "./queries/flow.ts";
import { isRemote } from "./queries/names.ts";
import { bucketStarts } from "./window.ts";

type Flow = {
  readonly from: number;
  readonly until: number;
  readonly width: number;
  readonly zone: string;
  readonly tried: readonly TriedRow[];
  readonly refused: readonly RefusedRow[];
  readonly covered: readonly Covered[];
  /** Providers that get a line of their own, best first. */
  readonly drawn: readonly string[];
};

type Placed = { readonly start: number; readonly provider: string };

/** Adds one column of rows up per bucket. */
function columnOf<Row extends Placed>(
  starts: readonly number[],
  width: number,
  rows: readonly Row[],
  value: (row: Row) => number,
): number[] {
  const column = starts.map(() => 0);
  const origin = starts[0] ?? 0;
  for (const row of rows) {
    const index = (row.start - origin) / width;
    const sum = column[index];
    if (sum !== undefined) column[index] = sum + value(row);
  }
  return column;
}

/** Rows → one column per measure, buckets without rows included. */
export function timelineOf(flow: Flow): Timeline {
  const { from, until, width, zone } = flow;
  const starts = bucketStarts(from, until, width);
  const tried = flow.tried.filter(isRemote);
  const refused = flow.refused.filter(isRemote);
  const ofTried = (value: (row: TriedRow) => number) => columnOf(starts, width, tried, value);
  const ofRefused = (value: (row: RefusedRow) => number) => columnOf(starts, width, refused, value);
  const tries = columnOf(starts, width, flow.tried, () => 1);
  const refusals = columnOf(starts, width, flow.refused, () => 1);
  const active = tries.map((count, index) => count + (refusals[index] ?? 0) > 0);
  const throttled = ofRefused((row) => row.recipients);
  const deferred = ofTried((row) => row.deferred);
  const triedBy = groupedBy(tried, ({ provider }) => provider);
  const refusedBy = groupedBy(refused, ({ provider }) => provider);
  const lineOf = (provider: string): ProviderLine => ({
    provider,
    name: providerName(provider),
    attempts: columnOf(starts, width, triedBy.get(provider) ?? [], (row) => row.attempts),
    throttled: columnOf(starts, width, refusedBy.get(provider) ?? [], (row) => row.recipients),
  });
  return {
    bucketSeconds: width,
    zone: width >= 86_400 ? "UTC" : zone,
    starts,
    partial: starts.map((start) => start < from || start + width > until),
    attempts: ofTried((row) => row.attempts),
    delivered: ofTried((row) => row.delivered),
    throttled,
    otherTemporary: deferred.map((count, index) => Math.max(0, count - (throttled[index] ?? 0))),
    bounced: ofTried((row) => row.bounced),
    lost: ofTried((row) => row.lost),
    withheld: ofRefused((row) => row.withheld),
    lines: flow.drawn.map(lineOf),
    ...statesOf({ starts, width, from, until, active, covered: flow.covered }),
  };
}
