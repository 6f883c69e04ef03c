import { causeLabel } from "../src/meaning/playbook.ts";
import { providerName } from "../src/meaning/providers.ts";
import { type Covered, statesOf } from "./gaps.ts";
import { groupedBy } from "./grouped.ts";
import type { CauseLine, ProviderLine, Timeline } from "./model.ts";
import type { CauseFlowRow, RefusedRow, TriedRow } from "./queries/flow.ts";
import { isRemote } from "./queries/names.ts";
import { bucketStarts } from "./window.ts";

type Flow = {
  readonly from: number;
  readonly until: number;
  readonly width: number;
  readonly zone: string;
  readonly tried: readonly TriedRow[];
  readonly refused: readonly RefusedRow[];
  readonly causes: readonly CauseFlowRow[];
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

/** As many as there are colours; the others are one line. */
const CAUSES_DRAWN = 7;

/** Chosen once for the whole window, so that a colour means the same from end to end. Rows may be of narrower buckets. */
function causeLines(
  starts: readonly number[],
  width: number,
  rows: readonly CauseFlowRow[],
): readonly CauseLine[] {
  const sums = new Map<string, number>();
  for (const { cause, recipients } of rows) sums.set(cause, (sums.get(cause) ?? 0) + recipients);
  const names = [...sums]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([cause]) => cause);
  const drawn = names.slice(0, CAUSES_DRAWN);
  const placed = rows.map((row) => ({ ...row, start: row.start - (row.start % width) }));
  const columnFor = (isMine: (cause: string) => boolean): readonly number[] =>
    columnOf(
      starts,
      width,
      placed.filter(({ cause }) => isMine(cause)),
      (row) => row.recipients,
    );
  const lines = drawn.map((cause) => ({
    cause,
    label: causeLabel(cause),
    throttled: columnFor((one) => one === cause),
  }));
  if (names.length === drawn.length) return lines;
  const others = columnFor((one) => !drawn.includes(one));
  return [...lines, { cause: null, label: "Other causes", throttled: others }];
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
    causes: causeLines(starts, width, flow.causes.filter(isRemote)),
    ...statesOf({ starts, width, from, until, active, covered: flow.covered }),
  };
}
